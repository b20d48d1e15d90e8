using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Jira;

/// <summary>Jira Cloud, where all teams plan; OAuth tokens are good below <c>/ex/jira/{cloudId}</c>, the e-mail address and API token at the site itself.</summary>
internal sealed class JiraVendor : SimulatedVendor
{
    /// <summary>Of everybody's account: queries are read in it.</summary>
    public const string Zone = "Europe/Berlin";

    private const string Source = "Jira acme";
    private const string Token = "ATATT3acmeDemo0000000000000000000001";

    private static readonly string[] Scopes =
        ["read:jira-work", "read:jira-user", "write:jira-work", "read:board-scope:jira-software", "read:project:jira", "read:sprint:jira-software"];

    private readonly Company _company;
    private readonly JiraDesk _desk;
    private readonly JiraHooks _hooks;
    private readonly string _email;

    public JiraVendor(Company company)
    {
        _company = company;
        _desk = new(company);
        _hooks = new(company, _desk);
        _email = company.People[0].Email;
        Grants = [new(_email, _email, Scopes) { Secret = Token, ExpiresAt = company.Stories.TroubledSources.JiraTokenExpiresAt }];
    }

    public override string Prefix => "jira";

    public override IReadOnlyList<Grant> Grants { get; }

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("jira", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["apiUrl"] = address, ["oauthUrl"] = address })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string>
            {
                ["email"] = _email,
                ["token"] = Token,
                ["expiresAt"] = JsonInstants.Iso(_company.Stories.TroubledSources.JiraTokenExpiresAt),
                ["webhookSecret"] = "jira-webhook-secret",
            },
            EndsAt = _company.Stories.TroubledSources.JiraTokenExpiresAt,
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        var (site, issues, boards, writes) = (new JiraSite(_company), new JiraIssues(_company, _desk), new JiraBoards(_company), new JiraWrites(_company, _desk));
        foreach (var below in (string[])["", $"/ex/jira/{JiraOAuth.CloudId}"])
        {
            site.Map(routes, below);
            issues.Map(routes, below);
            boards.Map(routes, below);
            writes.Map(routes, below);
        }

        routes.Get("/_attachments/{id}", call => _desk.File((int)call.RouteNumber("id")) is { } file ? call.SendAsync(file.Content, file.Type) : throw Refusal.NotFound()).Open();
    }

    public override void Tell(TruthBook truth) => JiraTruth.Tell(truth, Source, _company, _desk);

    public override LimitPolicy? Limit(VendorCall call) => new("rest", 20_000, TimeSpan.FromHours(1));

    public override void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = (state.ResetsAt + call.Skew).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        if (refusal.Status == 429)
        {
            call.Http.Response.Headers["RateLimit-Reason"] = "jira-burst-based";
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            if (refusal.Scopes.Count > 0)
            {
                json.WriteNumber("code", 401);
                json.WriteString("message", "Unauthorized; scope does not match");
            }
            else
            {
                json.WriteStartArray("errorMessages");
                if (refusal.Parameter is null)
                {
                    json.WriteStringValue(refusal.Message);
                }

                json.WriteEndArray();
                json.WriteStartObject("errors");
                if (refusal.Parameter is { } parameter)
                {
                    json.WriteString(parameter, refusal.Message);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }, refusal.Scopes.Count > 0 ? 401 : refusal.Status);
    }

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) => JiraHooks.Sign(webhook, secret);

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _hooks.In(span);
}
