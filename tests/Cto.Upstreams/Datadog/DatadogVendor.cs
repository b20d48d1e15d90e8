using System.Globalization;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.Datadog;

/// <summary>Datadog's API as the company uses it: objectives, monitors, hosts and metrics; its incidents are in PagerDuty.</summary>
internal sealed class DatadogVendor : SimulatedVendor
{
    public const string Source = "Datadog";
    private const string ApiKey = "acmedemodatadogapikey00000000001";
    private const string ApplicationKey = "acmedemodatadogapplicationkey0000000001";

    private readonly Company _company;
    private readonly DatadogSeries _series;
    private readonly DatadogThings _things;

    public DatadogVendor(Company company)
    {
        _company = company;
        _series = new(company);
        _things = new(company);
    }

    public override string Prefix => "datadog";

    public override IReadOnlyList<Grant> Grants { get; } =
    [
        new(ApiKey, "acme", "slos_read", "monitors_read", "hosts_read", "timeseries_query", "incident_read") { Secret = ApplicationKey },
        new("acmedemodatadogapikey00000narrow", "acme", "slos_read") { Secret = "narrow" },
    ];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("datadog", Source, new Dictionary<string, string> { ["baseUrl"] = address })
        {
            CredentialKind = "keys",
            Credentials = new Dictionary<string, string> { ["apiKey"] = ApiKey, ["applicationKey"] = ApplicationKey },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/api/v1/validate", call => call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", true);
            json.WriteEndObject();
        }));
        routes.Get("/api/v1/slo", _things.Slos).Needs("slos_read");
        routes.Get("/api/v1/slo/{id}/history", _things.History).Needs("slos_read");
        routes.Get("/api/v1/monitor", _things.Monitors).Needs("monitors_read");
        routes.Get("/api/v1/hosts", _things.Hosts).Needs("hosts_read");
        routes.Get("/api/v2/incidents", DatadogThings.Incidents).Needs("incident_read");
        routes.Post("/api/v2/query/timeseries", new DatadogTimeseriesRoute(_series).Answer).Needs("timeseries_query");
    }

    // The API key alone may ask whether it is valid; all else wants the application key beside it.
    public override ValueTask<Grant?> AdmitAsync(VendorCall call) =>
        new(call.Simulation.Credentials.Find(Prefix, call.Header("DD-API-KEY")) is { } grant && (call.Http.Request.Path.Value!.EndsWith("/validate", StringComparison.Ordinal) || call.Header("DD-APPLICATION-KEY") == grant.Secret) ? grant : null);

    public override LimitPolicy? Limit(VendorCall call) => call.Http.Request.Path.Value switch
    {
        { } path when path.Contains("/query/", StringComparison.Ordinal) => new("query_timeseries", 1_600, TimeSpan.FromHours(1)),
        { } path when path.Contains("/slo", StringComparison.Ordinal) => new("slo", 600, TimeSpan.FromMinutes(1)),
        { } path when path.Contains("/hosts", StringComparison.Ordinal) => new("hosts", 300, TimeSpan.FromMinutes(1)),
        _ => new("default", 600, TimeSpan.FromMinutes(1)),
    };

    public override void TellLimit(VendorCall call, LimitState state)
    {
        var (headers, policy) = (call.Http.Response.Headers, Limit(call)!);
        headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Period"] = policy.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = Math.Ceiling((state.ResetsAt - call.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Name"] = policy.Name;
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStringValue(refusal.Scopes.Count > 0 ? $"Forbidden: Failed permission authorization checks ({string.Join(", ", refusal.Scopes)})" : refusal.Message);
        json.WriteEndArray();
        json.WriteEndObject();
    }, refusal.Status);

    public override void Tell(TruthBook truth)
    {
        var world = _company.Reliability;
        truth.Count(Source, "slos", "slo", _ => _things.Objectives.Count);
        truth.Count(Source, "monitors", "monitor", _ => _things.MonitorCount);
        truth.Count(Source, "hosts", "host", at => world.Hosts.Count(host => DatadogThings.IsListed(host, at)));
        truth.Count(Source, "incidents", "incident", _ => 0);
        truth.Count(Source, "metrics", "metricSample", at => ((5L * world.Measured.Count) + 1) * (180 + 288));
        truth.Count(Source, "sli-samples", "sliSample", at => Spans(at).Count() * _things.Objectives.Count);
        truth.Sum(Source, "sli_sample.good", at => Sum(at, (objective, begin) => objective.Basis is ObjectiveBasis.Metric ? objective.At(begin).Good : Objective.Span - objective.Down(begin)));
        truth.Sum(Source, "sli_sample.total", at => Sum(at, (objective, begin) => objective.Basis is ObjectiveBasis.Metric ? objective.At(begin).Total : Objective.Span));
        truth.Topic("reliability/budgets", at => _things.Objectives.Where(objective => objective.Basis is ObjectiveBasis.Metric).ToDictionary(objective => objective.Name, objective => BudgetLeft(objective, at)));
        truth.Topic("reliability/database", at => new { used = Math.Round(1 - (Gauges.Free(_company, at) / Gauges.Disk), 4), World.Stories.Capacity.GrowthPerWeek });
    }

    // Every complete span of the ninety days that are read.
    private IEnumerable<long> Spans(DateTimeOffset at)
    {
        var end = at.ToUnixTimeSeconds() / Objective.Span * Objective.Span;
        for (var begin = Math.Max(end - (90 * 86_400), _company.Reliability.MeasuredSince.ToUnixTimeSeconds()); begin < end; begin += Objective.Span)
        {
            yield return begin;
        }
    }

    private decimal Sum(DateTimeOffset at, Func<Objective, long, int> what) => Spans(at).Sum(begin => _things.Objectives.Sum(objective => (decimal)what(objective, begin)));

    private double BudgetLeft(Objective objective, DateTimeOffset at)
    {
        var (good, total) = (0d, 0d);
        foreach (var begin in Spans(at).Where(begin => begin >= at.ToUnixTimeSeconds() - (30 * 86_400)))
        {
            var span = objective.At(begin);
            (good, total) = (good + span.Good, total + span.Total);
        }

        return Math.Round(1 - ((total - good) / (total * (1 - objective.Target))), 3);
    }
}
