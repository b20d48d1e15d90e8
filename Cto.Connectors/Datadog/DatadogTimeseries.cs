using System.Text.Json.Serialization;

namespace Cto.Connectors.Datadog;

/// <summary>Asks for series in spans of a given length.</summary>
internal sealed record DatadogTimeseriesRequest(DatadogTimeseriesRequestData Data)
{
    /// <param name="expressions">Each becomes one formula of the answer, or several series where it is grouped.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="interval">The length of a span; Datadog may take a larger one.</param>
    public static DatadogTimeseriesRequest Of(IReadOnlyList<DatadogExpression> expressions, DateTimeOffset from, DateTimeOffset to, TimeSpan interval) => new(new DatadogTimeseriesRequestData(new(
        from.ToUnixTimeMilliseconds(),
        to.ToUnixTimeMilliseconds(),
        (long)interval.TotalMilliseconds,
        [.. expressions.SelectMany(expression => expression.Queries).Select(query => new DatadogMetricQuery(query.Name, query.Text))],
        [.. expressions.Select(expression => new DatadogFormula(expression.Formula))])));
}

internal sealed record DatadogTimeseriesRequestData(DatadogTimeseriesRequestAttributes Attributes, string Type = "timeseries_request");

internal sealed record DatadogTimeseriesRequestAttributes(long From, long To, long Interval, IReadOnlyList<DatadogMetricQuery> Queries, IReadOnlyList<DatadogFormula> Formulas);

internal sealed record DatadogMetricQuery(string Name, string Query, string DataSource = "metrics");

internal sealed record DatadogFormula(string Formula);

/// <summary>The answer: one column of times, and a column of values for each series.</summary>
internal sealed class DatadogTimeseriesBody
{
    public DatadogTimeseriesData? Data { get; set; }
}

internal sealed class DatadogTimeseriesData
{
    public DatadogTimeseries? Attributes { get; set; }
}

internal sealed class DatadogTimeseries
{
    public DatadogSeries?[]? Series { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long[]? Times { get; set; }
    public double?[]?[]? Values { get; set; }

    /// <summary>The length of a span in seconds: what was asked for, or more where Datadog took a larger one.</summary>
    public int SecondsOr(TimeSpan asked)
    {
        var times = Times ?? [];
        var least = long.MaxValue;
        for (var i = 1; i < times.Length; i++)
        {
            least = Math.Min(least, times[i] - times[i - 1]);
        }

        // Of one or two points with a hole between them nothing can be told.
        return times.Length < 3 || least <= 0 ? (int)asked.TotalSeconds : (int)Math.Max(least / 1_000, 1);
    }

    /// <summary>The values of the series of a formula that is not grouped; <see langword="null"/> when there is none.</summary>
    public double?[]? Of(int formula)
    {
        for (var i = 0; i < (Series?.Length ?? 0) && i < (Values?.Length ?? 0); i++)
        {
            if ((Series![i]?.QueryIndex ?? 0) == formula)
            {
                return Values![i];
            }
        }

        return null;
    }
}

internal sealed class DatadogSeries
{
    public int? QueryIndex { get; set; }
    public string?[]? GroupTags { get; set; }
    public DatadogUnit?[]? Unit { get; set; }
}

internal sealed class DatadogUnit
{
    public string? Name { get; set; }

    [JsonPropertyName("short_name")]
    public string? ShortName { get; set; }
}
