using System.Globalization;
using Cto.Domain.Reliability;

namespace Cto.Connectors.Datadog;

/// <summary>A service level objective as Datadog knows it.</summary>
internal sealed class DatadogSlo
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Description { get; set; }

    /// <summary><c>metric</c>, <c>monitor</c> or <c>time_slice</c>.</summary>
    public string? Type { get; set; }
    public string? Timeframe { get; set; }
    public DatadogThreshold?[]? Thresholds { get; set; }
    public DatadogSloQuery? Query { get; set; }
    public string[]? Tags { get; set; }
    public string[]? MonitorTags { get; set; }
    public long? ModifiedAt { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or promises nothing over a rolling window of days.</returns>
    public Slo? ToFact()
    {
        var thresholds = (Thresholds ?? []).OfType<DatadogThreshold>().ToList();
        var threshold = thresholds.Find(threshold => threshold.Timeframe == Timeframe) ?? thresholds.FirstOrDefault();
        if (string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Name) || threshold is not { Target: > 0 and < 100, Days: { } days })
        {
            return null;
        }

        IReadOnlyList<string> tags = [.. (Tags ?? []).Concat(MonitorTags ?? []).Distinct(StringComparer.Ordinal)];
        return new()
        {
            Key = DatadogKeys.Global(Id),
            ChangedAt = ModifiedAt is > 0 and < 253_402_300_800 and { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
            Name = Name,
            Service = DatadogTags.Value(tags, "service"),
            Type = DatadogTags.Value(tags, "sli") ?? DatadogTags.Value(tags, "slo_type") ?? Kind(Name) ?? Type,
            // Percents with more digits than a share has: 99.9 is 0.999, not 0.9990000000000001.
            Target = Math.Round(threshold.Target.Value / 100, 9),
            WindowDays = days,
            Description = Description,
            Tags = tags,
        };
    }

    private static string? Kind(string name) =>
        name.Contains("latency", StringComparison.OrdinalIgnoreCase) ? "latency" : name.Contains("availability", StringComparison.OrdinalIgnoreCase) ? "availability" : null;
}

/// <summary>A promise of a service level objective over one window.</summary>
internal sealed class DatadogThreshold
{
    public string? Timeframe { get; set; }

    /// <summary>In percent.</summary>
    public double? Target { get; set; }

    /// <summary>The window in days; <see langword="null"/> for a custom one, whose length Datadog does not tell.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int? Days => Timeframe is [.. var days, 'd'] && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
}

/// <summary>What a metric-based objective counts.</summary>
internal sealed class DatadogSloQuery
{
    public string? Numerator { get; set; }
    public string? Denominator { get; set; }
}

/// <summary>Tags are <c>name:value</c>.</summary>
internal static class DatadogTags
{
    /// <summary>The first value of a tag; <see langword="null"/> when it is not there.</summary>
    public static string? Value(IEnumerable<string> tags, string name) => tags
        .Where(tag => tag.Length > name.Length + 1 && tag[name.Length] == ':' && tag.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        .Select(tag => tag[(name.Length + 1)..])
        .FirstOrDefault();
}
