using System.Globalization;
using Cto.Domain;
using Cto.Domain.Reliability;

namespace Cto.Connectors.Datadog;

/// <summary>Reads one objective's samples of one span of time, the way its type allows.</summary>
internal sealed class DatadogSliReader(DatadogSession session)
{
    /// <summary>The span of one sample.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    // Datadog answers up to 1,500 points a series; five days of five minutes are 1,440.
    private static readonly TimeSpan OfMetrics = TimeSpan.FromDays(5);

    // Changes of state are few, however long the time.
    private static readonly TimeSpan OfStates = TimeSpan.FromDays(10);

    // The longest for which Datadog still tells a metric's history in spans of minutes.
    private static readonly TimeSpan OfHistory = TimeSpan.FromDays(1);

    private readonly IDatadogApi _objectives = session.Objectives.Api;
    private readonly IDatadogV2Api _series = session.Timeseries.Api;

    /// <summary>How much time is read at once.</summary>
    public static TimeSpan Width(DatadogSlo slo) => slo.Type != "metric" ? OfStates : Expressions(slo) is null ? OfHistory : OfMetrics;

    /// <summary>The samples of complete spans in [from, to), oldest first; both are whole spans.</summary>
    public async Task<IReadOnlyList<Fact>> ReadAsync(DatadogSlo slo, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (slo.Type == "metric" && Expressions(slo) is { } expressions)
        {
            var request = DatadogTimeseriesRequest.Of(expressions, from, to, Span);
            var answer = (await _series.TimeseriesAsync(request, cancellationToken)).Content.Data?.Attributes;
            return answer?.Of(1) is { } total
                ? OfSeries(slo, answer.Times ?? [], answer.Of(0), total, answer.SecondsOr(Span), to)
                : [];
        }

        var history = (await _objectives.SloHistoryAsync(slo.Id!, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds(), cancellationToken)).Content.Data;
        return history switch
        {
            { Series: { Times: { } times, Denominator.Values: { } total } series } =>
                OfSeries(slo, Array.ConvertAll(times, static time => (long)time), series.Numerator?.Values, total, series.Interval is > 0 and { } seconds ? seconds : (int)Span.TotalSeconds, to),
            { Overall.History: { Length: > 0 } changes } => OfChanges(slo, changes, from, to),
            _ => [],
        };
    }

    /// <summary>What is counted as good and what in all; <see langword="null"/> when the objective's queries are beyond us.</summary>
    private static DatadogExpression[]? Expressions(DatadogSlo slo) =>
        slo.Query is { Numerator: { } good, Denominator: { } all } && DatadogExpression.Parse(good) is { } numerator && DatadogExpression.Parse(all) is { } denominator
            ? [numerator.Named("good_"), denominator.Named("all_")]
            : null;

    private static List<Fact> OfSeries(DatadogSlo slo, long[] times, double?[]? good, double?[] total, int seconds, DateTimeOffset to)
    {
        var facts = new List<Fact>(times.Length);
        var (key, end) = (DatadogKeys.Global(slo.Id!), to.ToUnixTimeMilliseconds());
        for (var i = 0; i < times.Length && i < total.Length; i++)
        {
            // No point in the denominator is no knowledge; none in the numerator beside one is no success.
            if (total[i] is { } all && times[i] + (seconds * 1_000L) <= end)
            {
                facts.Add(Sample(key, times[i] / 1_000, seconds, good is not null && i < good.Length ? good[i] ?? 0 : 0, all));
            }
        }

        return facts;
    }

    private static List<Fact> OfChanges(DatadogSlo slo, double[]?[] changes, DateTimeOffset from, DateTimeOffset to)
    {
        var facts = new List<Fact>();
        var (key, step) = (DatadogKeys.Global(slo.Id!), (long)Span.TotalSeconds);
        (long At, int State)[] states = [.. changes.Where(change => change is { Length: 2 }).Select(change => ((long)change![0], (int)change[1])).OrderBy(change => change.Item1)];
        var index = 0;
        for (var at = from.ToUnixTimeSeconds(); at + step <= to.ToUnixTimeSeconds(); at += step)
        {
            var (up, known) = (0L, 0L);
            while (index + 1 < states.Length && states[index + 1].At <= at)
            {
                index++;
            }

            for (var i = index; i < states.Length && states[i].At < at + step; i++)
            {
                var begin = Math.Max(at, states[i].At);
                var end = Math.Min(at + step, i + 1 < states.Length ? states[i + 1].At : at + step);
                // 0 up, 1 down, 2 no data.
                up += states[i].State == 0 ? end - begin : 0;
                known += states[i].State is 0 or 1 ? end - begin : 0;
            }

            if (known > 0)
            {
                facts.Add(Sample(key, at, (int)step, up, known));
            }
        }

        return facts;
    }

    private static SliSample Sample(string slo, long at, int seconds, double good, double total) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{slo}/{at}"),
        Slo = slo,
        At = DateTimeOffset.FromUnixTimeSeconds(at),
        Seconds = seconds,
        Good = good,
        Total = total,
    };
}
