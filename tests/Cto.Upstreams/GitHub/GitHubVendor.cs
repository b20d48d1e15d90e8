using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitHub;

/// <summary>GitHub's REST API as the organisation <c>acme</c> uses it.</summary>
internal sealed class GitHubVendor : SimulatedVendor
{
    private const string Source = "GitHub acme";
    private const string Token = "ghp_acmeDemo0000000000000000000000000001";

    private readonly GitHubOrganization _acme;
    private readonly GitHubShapes _shapes;
    private readonly GitHubAlerts _alerts;
    private readonly GitHubHooks _hooks;

    public GitHubVendor(Company company)
    {
        _acme = new(company);
        _shapes = new(_acme);
        _alerts = new(_acme);
        _hooks = new(_acme, _alerts);
        Grants =
        [
            new(Token, company.People[0].GitHub, "repo", "read:org"),
            new("ghp_acmeDemoNarrow0000000000000000000001", company.People[0].GitHub, "public_repo"),
        ];
    }

    public override string Prefix => "github";

    public override IReadOnlyList<Grant> Grants { get; }

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("github", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["oauthUrl"] = address, ["organization"] = Company.Login })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "acme-github-webhooks" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        new GitHubInventory(_acme, _shapes).Map(routes);
        new GitHubPulls(_acme, _shapes).Map(routes);
        new GitHubDeployments(_acme).Map(routes);
        new GitHubRuns(_acme, _shapes).Map(routes);
        new GitHubPeople(_acme).Map(routes);
        new GitHubIssues(_acme).Map(routes);
        _alerts.Map(routes);
    }

    public override void Tell(TruthBook truth) => GitHubTruth.Tell(truth, Source, _acme, _alerts);

    /// <summary>Without credentials one sees what is public, sixty times an hour; wrong ones are refused.</summary>
    public override async ValueTask<Grant?> AdmitAsync(VendorCall call)
    {
        var grant = call.Header("Authorization") is null ? GitHubOrganization.Nobody : await base.AdmitAsync(call);
        if (grant is not null && grant != GitHubOrganization.Nobody)
        {
            call.Http.Response.Headers["X-OAuth-Scopes"] = string.Join(", ", grant.Scopes);
            call.Http.Response.Headers["X-Accepted-OAuth-Scopes"] = "";
        }

        return grant;
    }

    public override LimitPolicy? Limit(VendorCall call) => GitHubOrganization.LimitOf(call);

    public override void TellLimit(VendorCall call, LimitState state)
    {
        base.TellLimit(call, state);
        call.Http.Response.Headers["X-RateLimit-Used"] = (state.Limit - state.Remaining).ToString(CultureInfo.InvariantCulture);
        call.Http.Response.Headers["X-RateLimit-Resource"] = "core";
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        if (refusal.Scopes.Count > 0)
        {
            call.Http.Response.Headers["X-Accepted-OAuth-Scopes"] = string.Join(", ", refusal.Scopes);
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("message", refusal.Message);
            json.WriteString("documentation_url", "https://docs.github.com/rest");
            json.WriteString("status", refusal.Status.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }, refusal.Status);
    }

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) => GitHubHooks.Sign(webhook, secret);

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _hooks.In(span);
}
