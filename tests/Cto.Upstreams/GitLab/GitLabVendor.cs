using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitLab;

/// <summary>GitLab's REST API as the group <c>acme/mobile</c> uses it.</summary>
internal sealed class GitLabVendor : SimulatedVendor
{
    private const string Source = "GitLab acme/mobile";
    private const string Token = "glpat-acmeDemo00000001";

    private readonly GitLabGroup _mobile;
    private readonly GitLabHooks _hooks;

    public GitLabVendor(Company company)
    {
        _mobile = new(company);
        _hooks = new(_mobile);
    }

    public override string Prefix => "gitlab";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(Token, GitLabGroup.BotName, "api"),
        new("glpat-acmeDemoNarrow001", GitLabGroup.BotName, "read_user"),
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("gitlab", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["group"] = _mobile.Path })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "acme-gitlab-webhooks" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        new GitLabProjects(_mobile).Map(routes);
        new GitLabMergeRequests(_mobile).Map(routes);
        new GitLabDelivery(_mobile).Map(routes);
        new GitLabIssues(_mobile).Map(routes);
    }

    public override void Tell(TruthBook truth) => GitLabTruth.Tell(truth, Source, _mobile);

    public override ValueTask<Grant?> AdmitAsync(VendorCall call) =>
        call.Header("PRIVATE-TOKEN") is { } token ? new(call.Simulation.Credentials.Find(Prefix, token)) : base.AdmitAsync(call);

    public override LimitPolicy? Limit(VendorCall call) => new("authenticated_api", 2000, TimeSpan.FromMinutes(1));

    public override void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["RateLimit-Limit"] = Number(state.Limit);
        headers["RateLimit-Observed"] = Number(state.Limit - state.Remaining);
        headers["RateLimit-Remaining"] = Number(state.Remaining);
        headers["RateLimit-Reset"] = (state.ResetsAt + call.Skew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Name"] = "throttle_authenticated_api";
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        switch (refusal)
        {
            case { Scopes.Count: > 0 }:
                json.WriteString("error", "insufficient_scope");
                json.WriteString("error_description", "The request requires higher privileges than provided by the access token.");
                json.WriteString("scope", string.Join(' ', refusal.Scopes));
                break;
            case { Expired: true }:
                json.WriteString("error", "invalid_token");
                json.WriteString("error_description", "Token is expired. You can either do re-authorization or token refresh.");
                break;
            case { Parameter: not null }:
                json.WriteString("error", refusal.Message);
                break;
            default:
                json.WriteString("message", refusal.Status == 401 ? "401 Unauthorized" : refusal.Message);
                break;
        }

        json.WriteEndObject();
    }, refusal.Status);

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) =>
        [new("X-Gitlab-Event", webhook.Event), new("X-Gitlab-Token", secret)];

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _hooks.In(span);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
