using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Opsgenie;

/// <summary>Opsgenie's API as the Mobile team still uses it.</summary>
internal sealed class OpsgenieVendor : SimulatedVendor
{
    public const string Source = "Opsgenie Mobile";
    private const string Key = "acme0000-demo-4000-a000-opsgenie0001";

    private readonly OpsgenieAccount _account;

    public OpsgenieVendor(Company company) => _account = new(company);

    public override string Prefix => "opsgenie";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(Key, "Mobile", "read", "configuration"),
        new("acme0000-demo-4000-a000-opsgenienarr", "Mobile", "read"),
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("opsgenie", Source, new Dictionary<string, string> { ["baseUrl"] = address })
        {
            CredentialKind = "apiKey",
            Credentials = new Dictionary<string, string> { ["apiKey"] = Key },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        var events = new OpsgenieEventRoutes(_account);
        routes.Get("/v2/alerts", events.Alerts).Needs("read");
        routes.Get("/v1/incidents", events.Incidents).Needs("read");
        var schedules = new OpsgenieScheduleRoutes(_account);
        routes.Get("/v2/schedules", schedules.List).Needs("configuration");
        routes.Get("/v2/schedules/on-calls", schedules.OnCalls).Needs("configuration");
        routes.Get("/v2/schedules/{identifier}/timeline", schedules.Timeline).Needs("configuration");
        var directory = new OpsgenieDirectoryRoutes(_account);
        routes.Get("/v2/users", directory.Users).Needs("configuration");
        routes.Get("/v2/teams", directory.Teams).Needs("configuration");
        routes.Get("/v1/services", directory.Services).Needs("configuration");
    }

    public override ValueTask<Grant?> AdmitAsync(VendorCall call)
    {
        const string Scheme = "GenieKey ";
        var header = call.Http.Request.Headers.Authorization.ToString();
        return new(header.StartsWith(Scheme, StringComparison.Ordinal) ? call.Simulation.Credentials.Find(Prefix, header[Scheme.Length..]) : null);
    }

    public override LimitPolicy? Limit(VendorCall call) => new("search", 600, TimeSpan.FromMinutes(1));

    // Whether, and no number.
    public override void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["X-RateLimit-State"] = state.Exceeded ? "THROTTLED" : "OK";
        if (state.Exceeded)
        {
            headers["X-RateLimit-Reason"] = "INTEGRATION";
            headers["X-RateLimit-Period-In-Sec"] = Math.Ceiling((state.ResetsAt - call.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("message", refusal.Status == 401 ? "Could not authenticate" : refusal.Message);
        json.WriteNumber("code", refusal.Status * 100);
        json.WriteNumber("took", 0.001);
        json.WriteString("requestId", "acme-demo");
        json.WriteEndObject();
    }, refusal.Status);

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "directory", "person", at => _account.People(at).Count);
        truth.Count(Source, "directory", "account", at => _account.People(at).Count);
        truth.Count(Source, "directory", "team", _ => 1);
        truth.Count(Source, "directory", "service", _ => _account.Services.Count);
        truth.Count(Source, "schedules", "onCallSchedule", _ => 1);
        truth.Count(Source, "schedules", "onCallShift", at =>
        {
            var from = at.Day().AddDays(-7 - (((int)at.Day().DayOfWeek + 6) % 7));
            return _account.Company.Reliability.OnCall.Shifts(_account.Team, from, from.AddDays(42)).Count(shift => shift.From > from || shift.Until > at);
        });
        truth.Count(Source, "incidents", "incident", at => _account.Incidents(at).Count);
        truth.Count(Source, "alerts", "alert", at => _account.Alerts(at).Count);
    }
}
