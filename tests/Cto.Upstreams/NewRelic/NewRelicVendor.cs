using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.NewRelic;

/// <summary>New Relic's NerdGraph as the storefront and the apps use it: one route, errors in answers of 200.</summary>
internal sealed class NewRelicVendor : SimulatedVendor
{
    public const string Source = "New Relic";
    public const int Account = 3_141_592;
    private const string Key = "NRAK-ACMEDEMO000000000000000001";

    private readonly Company _company;
    private readonly NewRelicGraph _graph;
    private readonly NewRelicIssues _issues;

    public NewRelicVendor(Company company)
    {
        _company = company;
        _issues = new(company);
        _graph = new(company, _issues);
    }

    public override string Prefix => "newrelic";

    public override IReadOnlyList<Grant> Grants { get; } = [new(Key, "0", "read")];

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("newrelic", Source, new Dictionary<string, string> { ["baseUrl"] = address })
        {
            CredentialKind = "userKey",
            Credentials = new Dictionary<string, string> { ["userKey"] = Key },
        },
    ];

    public override void Map(VendorRoutes routes) => routes.Post("/graphql", _graph.Answer);

    public override ValueTask<Grant?> AdmitAsync(VendorCall call) => new(call.Simulation.Credentials.Find(Prefix, call.Header("API-Key")));

    public override LimitPolicy? Limit(VendorCall call) => new("nrql", 3_000, TimeSpan.FromMinutes(1));

    // New Relic tells nothing of its limits.
    public override void TellLimit(VendorCall call, LimitState state)
    {
    }

    // Most of what goes wrong is told with 200; what the load balancer says has a status.
    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(
        json => NewRelicGraph.WriteErrors(json, refusal.Message, refusal.Status switch
        {
            401 => "UNAUTHORIZED",
            403 => "ACCESS_DENIED",
            404 => "NOT_FOUND",
            429 => "TOO_MANY_REQUESTS",
            >= 500 => "SERVER_ERROR",
            _ => "BAD_USER_INPUT",
        }),
        refusal.Status is 400 ? StatusCodes.Status200OK : refusal.Status);

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "entities", "service", _ => _graph.Applications.Count);
        truth.Count(Source, "entities", "host", _ => _graph.Machines.Count);
        truth.Count(Source, "slos", "slo", _ => _graph.Objectives.Count);
        truth.Count(Source, "alerts", "alert", at => _issues.By(at.AddDays(-30), at).Select(line => line.Issue.Id).Distinct().Count());
        truth.Count(Source, "sli-samples", "sliSample", at => Spans(at).Count() * _graph.Objectives.Count);
        truth.Sum(Source, "sli_sample.good", at => Spans(at).Sum(begin => _graph.Objectives.Sum(objective => (decimal)objective.At(begin).Good)));
        truth.Sum(Source, "sli_sample.total", at => Spans(at).Sum(begin => _graph.Objectives.Sum(objective => (decimal)objective.At(begin).Total)));
    }

    private IEnumerable<long> Spans(DateTimeOffset at)
    {
        var end = at.ToUnixTimeSeconds() / Objective.Span * Objective.Span;
        for (var begin = Math.Max(end - (90 * 86_400), _company.Reliability.MeasuredSince.ToUnixTimeSeconds()); begin < end; begin += Objective.Span)
        {
            yield return begin;
        }
    }
}
