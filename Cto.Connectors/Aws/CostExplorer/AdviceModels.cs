namespace Cto.Connectors.Aws.CostExplorer;

internal sealed record ForecastQuestion(DateInterval TimePeriod, string Metric, string Granularity, int PredictionIntervalLevel);

internal sealed record ForecastAnswer
{
    public CostMetric? Total { get; init; }
    public ForecastSpan?[]? ForecastResultsByTime { get; init; }
}

internal sealed record ForecastSpan
{
    public DateInterval? TimePeriod { get; init; }
    public decimal? MeanValue { get; init; }
    public decimal? PredictionIntervalLowerBound { get; init; }
    public decimal? PredictionIntervalUpperBound { get; init; }
}

internal sealed record AnomaliesQuestion(AnomalyInterval DateInterval, int MaxResults, string? NextPageToken);

internal sealed record AnomalyInterval(string StartDate, string? EndDate);

internal sealed record AnomaliesAnswer
{
    public Anomaly?[]? Anomalies { get; init; }
    public string? NextPageToken { get; init; }
}

internal sealed record Anomaly
{
    public string? AnomalyId { get; init; }
    public string? AnomalyStartDate { get; init; }
    public string? AnomalyEndDate { get; init; }
    public AnomalyCause?[]? RootCauses { get; init; }
    public AnomalyImpact? Impact { get; init; }
}

internal sealed record AnomalyCause
{
    public string? Service { get; init; }
    public string? Region { get; init; }
    public string? LinkedAccount { get; init; }
    public string? LinkedAccountName { get; init; }
    public string? UsageType { get; init; }
}

internal sealed record AnomalyImpact
{
    public decimal? MaxImpact { get; init; }
    public decimal? TotalImpact { get; init; }
    public decimal? TotalExpectedSpend { get; init; }
}

internal sealed record CommitmentQuestion(DateInterval TimePeriod, string Granularity);

internal sealed record CoverageAnswer
{
    public CoverageSpan?[]? SavingsPlansCoverages { get; init; }
}

internal sealed record CoverageSpan
{
    public DateInterval? TimePeriod { get; init; }
    public CoverageFigures? Coverage { get; init; }
}

internal sealed record CoverageFigures
{
    public decimal? OnDemandCost { get; init; }
    public double? CoveragePercentage { get; init; }
}

internal sealed record UtilizationAnswer
{
    public UtilizationSpan?[]? SavingsPlansUtilizationsByTime { get; init; }
}

internal sealed record UtilizationSpan
{
    public DateInterval? TimePeriod { get; init; }
    public UtilizationFigures? Utilization { get; init; }
}

internal sealed record UtilizationFigures
{
    public double? UtilizationPercentage { get; init; }
}
