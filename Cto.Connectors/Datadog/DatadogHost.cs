using Cto.Domain.Reliability;

namespace Cto.Connectors.Datadog;

/// <summary>A host as Datadog knows it: most of what it is stands in its tags.</summary>
internal sealed class DatadogHost
{
    public string? Name { get; set; }
    public bool? Up { get; set; }
    public long? LastReportedTime { get; set; }
    public Dictionary<string, string?[]?>? TagsBySource { get; set; }
    public string[]? Sources { get; set; }

    /// <returns><see langword="null"/> when it has no name.</returns>
    public Host? ToFact(DatadogKeys keys)
    {
        if (string.IsNullOrEmpty(Name))
        {
            return null;
        }

        IReadOnlyList<string> tags = [.. (TagsBySource ?? []).Values.SelectMany(tags => tags ?? []).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new()
        {
            Key = keys.Host(Name),
            Name = Name,
            Service = DatadogTags.Value(tags, "service"),
            Environment = DatadogTags.Value(tags, "env"),
            Provider = DatadogTags.Value(tags, "cloud_provider") ?? (Sources ?? []).FirstOrDefault(source => source is "aws" or "azure" or "gcp"),
            Region = DatadogTags.Value(tags, "region") ?? DatadogTags.Value(tags, "zone"),
            InstanceType = DatadogTags.Value(tags, "instance-type") ?? DatadogTags.Value(tags, "instance_type"),
            Up = Up is true,
            // To the hour: that a host which runs was seen a moment ago is no news every few minutes.
            LastSeenAt = LastReportedTime is > 0 and < 253_402_300_800 and { } at ? DateTimeOffset.FromUnixTimeSeconds(at - (at % 3_600)) : null,
            Tags = tags,
        };
    }
}

/// <summary>One page of hosts.</summary>
internal sealed class DatadogHostPage
{
    public DatadogHost?[]? HostList { get; set; }
    public long? TotalMatching { get; set; }
}
