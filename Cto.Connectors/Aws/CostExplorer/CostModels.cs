namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>What a question about costs spans: the first day and the day after the last.</summary>
internal sealed record DateInterval(string? Start, string? End)
{
    public static DateInterval Of(DateOnly from, DateOnly until) => new(AwsDay.Format(from), AwsDay.Format(until));
}

/// <summary>Limits a question to some values of a dimension.</summary>
internal sealed record CostFilter
{
    public IReadOnlyList<CostFilter>? And { get; init; }
    public CostDimension? Dimensions { get; init; }

    public static CostFilter Where(string dimension, params IReadOnlyList<string> values) => new() { Dimensions = new(dimension, values) };

    public static CostFilter All(params IReadOnlyList<CostFilter> filters) => filters is [var only] ? only : new() { And = filters };
}

internal sealed record CostDimension(string Key, IReadOnlyList<string> Values);

internal sealed record CostGrouping(string Type, string Key)
{
    public static CostGrouping By(string dimension) => new("DIMENSION", dimension);

    public static CostGrouping ByTag(string key) => new("TAG", key);
}

internal sealed record CostQuestion
{
    public required DateInterval TimePeriod { get; init; }
    public string Granularity { get; init; } = "DAILY";
    public CostFilter? Filter { get; init; }
    public IReadOnlyList<string> Metrics { get; init; } = ["AmortizedCost", "UnblendedCost"];
    public required IReadOnlyList<CostGrouping> GroupBy { get; init; }
    public string? NextPageToken { get; init; }
}

internal sealed record CostAnswer
{
    public string? NextPageToken { get; init; }
    public CostSpan?[]? ResultsByTime { get; init; }
    public CostAttribute?[]? DimensionValueAttributes { get; init; }
}

internal sealed record CostSpan
{
    public DateInterval? TimePeriod { get; init; }
    public CostMetrics? Total { get; init; }
    public CostGroup?[]? Groups { get; init; }
}

internal sealed record CostGroup
{
    public string?[]? Keys { get; init; }
    public CostMetrics? Metrics { get; init; }
}

internal sealed record CostMetrics
{
    public CostMetric? AmortizedCost { get; init; }
    public CostMetric? UnblendedCost { get; init; }
}

internal sealed record CostMetric
{
    public decimal? Amount { get; init; }
    public string? Unit { get; init; }
}

/// <summary>What AWS tells of a value besides it: an account's name.</summary>
internal sealed record CostAttribute
{
    public string? Value { get; init; }
    public Dictionary<string, string>? Attributes { get; init; }
}
