using System.Text.RegularExpressions;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Datadog;

/// <summary>The metrics that Datadog has of the company, by the queries that ask for them.</summary>
internal sealed partial class DatadogSeries
{
    private readonly Company _company;
    private readonly Lazy<Dictionary<string, (Objective Objective, bool Good)>> _objectives;
    private readonly Dictionary<string, Func<Service, DateTimeOffset, TimeSpan, double>> _metrics;

    public DatadogSeries(Company company)
    {
        _company = company;
        _objectives = new(() => company.Reliability.Objectives
            .SelectMany(objective => new[] { (Query: Good(objective), Objective: objective, IsGood: true), (Query: All(objective), Objective: objective, IsGood: false) })
            .ToDictionary(series => series.Query, series => (series.Objective, series.IsGood), StringComparer.Ordinal));
        var gauges = company.Reliability.Gauges;
        _metrics = new(StringComparer.Ordinal)
        {
            ["system.cpu.idle"] = gauges.CpuIdle,
            ["system.mem.pct_usable"] = gauges.MemoryUsable,
            ["trace.http.request"] = gauges.Latency95,
            ["trace.http.request.hits"] = gauges.Hits,
            ["trace.http.request.errors"] = gauges.Errors,
        };
    }

    public static string Good(Objective objective) => $"sum:http.requests.count{{service:{objective.Service.Short},outcome:{(objective.Kind == "latency" ? "fast" : "ok")}}}.as_count()";

    public static string All(Objective objective) => $"sum:http.requests.count{{service:{objective.Service.Short}}}.as_count()";

    /// <summary>The values of a query by group, one for each time; an ungrouped query has the group "".</summary>
    /// <exception cref="Refusal">It is no query.</exception>
    public IReadOnlyDictionary<string, double?[]> Of(string query, IReadOnlyList<long> times, TimeSpan span, DateTimeOffset now)
    {
        if (_objectives.Value.TryGetValue(query, out var series))
        {
            return new Dictionary<string, double?[]> { [""] = [.. times.Select(time => Sum(series.Objective, series.Good, time / 1_000, (long)span.TotalSeconds, now.ToUnixTimeSeconds()))] };
        }

        var parsed = Query().Match(query) is { Success: true } match ? match : throw new Refusal(400, $"Error parsing query: unable to parse {query}");
        var (metric, by) = (parsed.Groups["metric"].Value, parsed.Groups["by"].Value);
        if (metric is "aws.rds.free_storage_space" or "aws.rds.total_storage_space")
        {
            return new Dictionary<string, double?[]>
            {
                [$"dbinstanceidentifier:{Capacity.Database}"] = [.. times.Select(time => Instant(time) is var at && at >= now ? (double?)null : metric.EndsWith("total_storage_space", StringComparison.Ordinal) ? Gauges.Disk : Gauges.Free(_company, at))],
            };
        }

        if (!_metrics.TryGetValue(metric, out var value))
        {
            return new Dictionary<string, double?[]>();
        }

        // Without groups it is what the first service has: enough for a trial.
        var services = by == "service" ? _company.Reliability.Measured : [.. _company.Reliability.Measured.Take(1)];
        var perSecond = query.Contains(".as_rate()", StringComparison.Ordinal) ? span.TotalSeconds : 1;
        return services.ToDictionary(
            service => by == "service" ? $"service:{service.Short}" : "",
            service => times.Select(time => Instant(time) is var at && at >= now ? (double?)null : value(service, at, span) / perSecond).ToArray());
    }

    private double? Sum(Objective objective, bool good, long begin, long seconds, long now)
    {
        if (begin < _company.Reliability.MeasuredSince.ToUnixTimeSeconds() || begin >= now)
        {
            return null;
        }

        if (seconds == Objective.Span)
        {
            var span = objective.At(begin);
            return good ? span.Good : span.Total;
        }

        var sum = 0L;
        for (var at = begin; at < begin + seconds && at < now; at += Objective.Span)
        {
            sum += good ? objective.At(at).Good : objective.At(at).Total;
        }

        return sum;
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    [GeneratedRegex(@"^[a-z][a-z0-9]*:(?<metric>[\w.]+)\{[^{}]*\}(?:\s*by\s*\{(?<by>\w+)\})?(?:\.\w+\([^()]*\))*$")]
    private static partial Regex Query();
}
