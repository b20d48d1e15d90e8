using Cto.Domain.Delivery;
using Cto.Domain.Reliability;

namespace Cto.Connectors.NewRelic;

/// <summary>Something that New Relic watches: an application, a host, a service level.</summary>
internal sealed class NewRelicEntity
{
    public string? Guid { get; set; }
    public string? Name { get; set; }
    public string? Permalink { get; set; }
    public bool? Reporting { get; set; }
    public NewRelicTag?[]? Tags { get; set; }
    public NewRelicServiceLevel? ServiceLevel { get; set; }

    /// <summary>The key of the fact of a thing: entity guids are unique all over New Relic.</summary>
    public static string KeyOf(string guid) => $"newrelic:{guid}";

    public Service? ToService() => string.IsNullOrEmpty(Guid) || string.IsNullOrEmpty(Name) ? null : new()
    {
        Key = KeyOf(Guid),
        Url = Permalink,
        Name = Name,
        Team = Tag("team"),
        Aliases = new Dictionary<string, string> { ["newrelic"] = Name },
    };

    public Host? ToHost() => string.IsNullOrEmpty(Guid) || string.IsNullOrEmpty(Name) ? null : new()
    {
        Key = KeyOf(Guid),
        Url = Permalink,
        Name = Name,
        Service = Tag("service"),
        Environment = Tag("environment") ?? Tag("env"),
        Provider = Tag("provider") ?? (Tag("aws.region") is not null || Tag("awsRegion") is not null ? "aws" : null),
        Region = Tag("aws.region") ?? Tag("awsRegion") ?? Tag("region"),
        InstanceType = Tag("instanceType") ?? Tag("aws.ec2InstanceType"),
        Up = Reporting is true,
        Tags = Tags is null ? null : [.. Tags.SelectMany(tag => (tag?.Values ?? []).Select(value => $"{tag!.Key}:{value}")).Order(StringComparer.Ordinal)],
    };

    private string? Tag(string key) => (Tags ?? []).FirstOrDefault(tag => string.Equals(tag?.Key, key, StringComparison.OrdinalIgnoreCase))?.Values?.FirstOrDefault();
}

internal sealed class NewRelicTag
{
    public string? Key { get; set; }
    public string?[]? Values { get; set; }
}

internal sealed class NewRelicServiceLevel
{
    public NewRelicIndicator?[]? Indicators { get; set; }
}

/// <summary>A service level indicator with its objectives.</summary>
internal sealed class NewRelicIndicator
{
    public string? Guid { get; set; }
    public string? Name { get; set; }
    public string? Description { get; set; }

    /// <summary>The entity that it is about.</summary>
    public string? EntityGuid { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long? UpdatedAt { get; set; }
    public NewRelicObjective?[]? Objectives { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or promises nothing over a rolling window.</returns>
    public Slo? ToFact(Func<string?, string?> nameOf, string? page)
    {
        if (string.IsNullOrEmpty(Guid) || string.IsNullOrEmpty(Name) || (Objectives ?? []).FirstOrDefault(objective => objective is { Target: > 0 and < 100, Days: not null }) is not { } objective)
        {
            return null;
        }

        return new()
        {
            Key = NewRelicEntity.KeyOf(Guid),
            ChangedAt = NewRelicTime.Of(UpdatedAt),
            Url = page,
            Name = Name,
            Service = nameOf(EntityGuid),
            Type = Name.Contains("latency", StringComparison.OrdinalIgnoreCase) ? "latency" : Name.Contains("availability", StringComparison.OrdinalIgnoreCase) ? "availability" : null,
            Target = Math.Round(objective.Target!.Value / 100, 9),
            WindowDays = objective.Days!.Value,
            Description = Description,
        };
    }
}

internal sealed class NewRelicObjective
{
    /// <summary>In percent.</summary>
    public double? Target { get; set; }
    public NewRelicTimeWindow? TimeWindow { get; set; }

    [System.Text.Json.Serialization.JsonIgnore]
    public int? Days => TimeWindow?.Rolling switch
    {
        { Count: > 0 and { } count, Unit: "DAY" } => count,
        { Count: > 0 and { } count, Unit: "WEEK" } => count * 7,
        _ => null,
    };
}

internal sealed class NewRelicTimeWindow
{
    public NewRelicRolling? Rolling { get; set; }
}

internal sealed class NewRelicRolling
{
    public int? Count { get; set; }
    public string? Unit { get; set; }
}

/// <summary>New Relic's times are Unix milliseconds.</summary>
internal static class NewRelicTime
{
    public static DateTimeOffset? Of(long? milliseconds) => milliseconds is > 0 and < 253_402_300_800_000 and { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
