using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;

namespace Cto.Upstreams.PagerDuty;

/// <summary>PagerDuty's REST API (version 2) as eight of the nine teams use it.</summary>
internal sealed class PagerDutyVendor : SimulatedVendor
{
    public const string Source = "PagerDuty";
    private const string Token = "u+acmeDemoPagerDuty01";

    private static readonly string[] Scopes =
        ["incidents.read", "incidents.write", "services.read", "escalation_policies.read", "schedules.read", "users.read", "teams.read", "oncalls.read"];

    private readonly Company _company;
    private readonly PagerDutyAccount _account;

    public PagerDutyVendor(Company company)
    {
        _company = company;
        _account = new(company);
    }

    public override string Prefix => "pagerduty";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(Token, "account", Scopes),
        new("u+acmeDemoPagerDutyNarrow", "account", "incidents.read", "services.read"),
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("pagerduty", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["oauthUrl"] = address, ["actAs"] = _company.People[0].Email })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "acme-pagerduty-webhooks" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        var incidents = new PagerDutyIncidentRoutes(_account);
        routes.Get("/incidents", incidents.List).Needs("incidents.read");
        routes.Post("/incidents", incidents.Create).Needs("incidents.write");
        routes.Get("/incidents/{id}", incidents.One).Needs("incidents.read");
        routes.Put("/incidents/{id}", incidents.Update).Needs("incidents.write");
        routes.Get("/incidents/{id}/log_entries", incidents.Log).Needs("incidents.read");
        routes.Get("/incidents/{id}/notes", incidents.Notes).Needs("incidents.read");
        routes.Post("/incidents/{id}/notes", incidents.AddNote).Needs("incidents.write");
        routes.Get("/log_entries", incidents.WholeLog).Needs("incidents.read");

        var directory = new PagerDutyDirectoryRoutes(_account);
        routes.Get("/users", directory.Users).Needs("users.read");
        routes.Get("/users/me", directory.Me).Needs("users.read");
        routes.Get("/teams", directory.Teams).Needs("teams.read");
        routes.Get("/services", directory.Services).Needs("services.read");
        routes.Get("/escalation_policies", directory.Policies).Needs("escalation_policies.read");

        var schedules = new PagerDutyScheduleRoutes(_account);
        routes.Get("/schedules", schedules.List).Needs("schedules.read");
        routes.Get("/schedules/{id}", schedules.One).Needs("schedules.read");
        routes.Get("/oncalls", schedules.OnCalls).Needs("oncalls.read", "schedules.read");
    }

    public override ValueTask<Grant?> AdmitAsync(VendorCall call)
    {
        const string Scheme = "Token token=";
        var header = call.Http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.Ordinal) ? new(call.Simulation.Credentials.Find(Prefix, header[Scheme.Length..])) : base.AdmitAsync(call);
    }

    public override LimitPolicy? Limit(VendorCall call) => new("rest", 960, TimeSpan.FromMinutes(1));

    public override void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["ratelimit-limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["ratelimit-remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["ratelimit-reset"] = Math.Ceiling((state.ResetsAt - call.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", refusal.Scopes.Count > 0 ? $"Token requires one of the scopes {string.Join(", ", refusal.Scopes)}" : refusal.Parameter is null ? refusal.Message : "Invalid Input Provided");
        json.WriteNumber("code", refusal.Status == 404 ? 2100 : 2001);
        json.WriteStartArray("errors");
        json.WriteStringValue(refusal.Message);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }, refusal.Status);

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) => PagerDutyWebhookWriter.Sign(webhook, secret);

    public override void Tell(TruthBook truth)
    {
        var (world, outages) = (_company.Reliability, _company.Stories.Outages);
        truth.Count(Source, "people", "person", at => _account.People(at).Count);
        truth.Count(Source, "people", "account", at => _account.People(at).Count);
        truth.Count(Source, "people", "team", _ => _account.Teams.Count);
        truth.Count(Source, "services", "service", _ => _account.Services.Count);
        truth.Count(Source, "services", "escalationPolicy", _ => _account.Teams.Count);
        truth.Count(Source, "schedules", "onCallSchedule", _ => _account.Teams.Count);
        truth.Count(Source, "schedules", "onCallShift", at => _account.Teams.Sum(team => world.OnCall.Shifts(team, at.Day().AddDays(-14), at.Day().AddDays(28))
            .Count(shift => shift.From > at.Day().AddDays(-14) || shift.Until > at)));
        truth.Count(Source, "incidents", "incident", at => _account.Incidents(at).Count());
        truth.Count(Source, "incidents", "incidentEvent", at => _account.Incidents(at).Sum(incident => incident.LogBy(at).Count()));
        truth.Topic("reliability/incidents", at => new
        {
            total = world.Incidents.Count(incident => incident.TriggeredAt <= at),
            active = world.Incidents.Where(incident => incident.TriggeredAt <= at && incident.Status(at) != "resolved").Select(incident => $"{incident.Severity} {incident.Title} ({incident.Status(at)})"),
            severe = new { outages.Severe.Title, outages.Severe.At, deployment = _company.Stories.Rollbacks.Broke.Version },
            pagedAtNight = new { person = outages.Tired.Name, times = outages.NightPages.Count },
        });
        truth.Topic("reliability/empty-shift", _ => new { team = outages.EmptyShift.Team.Name, from = outages.EmptyShift.From, until = outages.EmptyShift.Until });
    }

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => PagerDutyWebhookWriter.In(span, _account);
}
