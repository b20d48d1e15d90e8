namespace Cto.Connectors.Datadog;

/// <summary>How an objective fared over a span: for monitors and time slices the changes between up and down, for metrics two series.</summary>
internal sealed class DatadogSloHistory
{
    public DatadogSloOverall? Overall { get; set; }
    public DatadogSloSeries? Series { get; set; }
}

internal sealed class DatadogSloHistoryBody
{
    public DatadogSloHistory? Data { get; set; }
}

internal sealed class DatadogSloOverall
{
    /// <summary>Pairs of a Unix time and a state from then on: 0 up, 1 down, 2 no data.</summary>
    public double[]?[]? History { get; set; }
}

/// <summary>Good and all events in spans whose length Datadog chooses by the width of the question.</summary>
internal sealed class DatadogSloSeries
{
    /// <summary>The length of a span in seconds.</summary>
    public int? Interval { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public double[]? Times { get; set; }
    public DatadogSloValues? Numerator { get; set; }
    public DatadogSloValues? Denominator { get; set; }
}

internal sealed class DatadogSloValues
{
    public double?[]? Values { get; set; }
}

/// <summary>One page of objectives.</summary>
internal sealed class DatadogSloPage
{
    public DatadogSlo?[]? Data { get; set; }
    public DatadogSloMetadata? Metadata { get; set; }
}

internal sealed class DatadogSloMetadata
{
    public DatadogSloCounts? Page { get; set; }
}

internal sealed class DatadogSloCounts
{
    public long? TotalFilteredCount { get; set; }
}
