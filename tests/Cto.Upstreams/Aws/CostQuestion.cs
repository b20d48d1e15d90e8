using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.World.Spend;

namespace Cto.Upstreams.Aws;

/// <summary>A question for costs, read as strictly as Cost Explorer does.</summary>
internal sealed class CostQuestion
{
    private static readonly string[] Members = ["TimePeriod", "Granularity", "Filter", "Metrics", "GroupBy", "NextPageToken"];
    private static readonly string[] Dimensions = ["LINKED_ACCOUNT", "REGION", "RECORD_TYPE", "SERVICE"];

    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>A dimension, or <c>TAG:</c> and the key.</summary>
    public required IReadOnlyList<string> Groups { get; init; }
    public required Func<SpendThing, bool> Filter { get; init; }
    public string? Token { get; init; }

    public static CostQuestion Read(JsonElement body)
    {
        Only(body, Members);
        var (from, until) = Span(body);
        if (body.GetProperty("Granularity").GetString() is not "DAILY")
        {
            throw AwsRefusals.Invalid("Only DAILY is played here.");
        }

        var metrics = body.TryGetProperty(nameof(Metrics), out var named) && named.GetArrayLength() > 0 ? named.EnumerateArray().Select(metric => metric.GetString()!).ToList() : throw AwsRefusals.Invalid("Metrics: member must not be null");
        if (metrics.Except(["AmortizedCost", "UnblendedCost"]).Any())
        {
            throw AwsRefusals.Invalid("Metrics: only AmortizedCost and UnblendedCost are played here.");
        }

        var groups = body.TryGetProperty("GroupBy", out var by) ? by.EnumerateArray().Select(Group).ToList() : [];
        if (groups.Count > 2)
        {
            throw AwsRefusals.Invalid("Member must have length less than or equal to 2 at 'groupBy'");
        }

        return new()
        {
            From = from,
            Until = until,
            Metrics = metrics,
            Groups = groups,
            Filter = body.TryGetProperty(nameof(Filter), out var filter) ? Condition(filter) : static _ => true,
            Token = body.TryGetProperty("NextPageToken", out var token) ? token.GetString() : null,
        };
    }

    /// <summary>The days asked for: [Start, End).</summary>
    public static (DateOnly From, DateOnly Until) Span(JsonElement body)
    {
        var span = body.TryGetProperty("TimePeriod", out var period) ? period : throw AwsRefusals.Invalid("TimePeriod: member must not be null");
        Only(span, "Start", "End");
        var (from, until) = (Day(span, "Start"), Day(span, "End"));
        return from < until ? (from, until) : throw AwsRefusals.Invalid("Start date (and hour) should be before end date (and hour)");
    }

    /// <summary>What a thing is called in a group.</summary>
    public static string Value(SpendThing thing, string group) => group switch
    {
        "LINKED_ACCOUNT" => thing.Account.Id,
        "REGION" => thing.Region ?? "NoRegion",
        "RECORD_TYPE" => thing.RecordType,
        "SERVICE" => thing.CloudService,
        "TAG:service" => $"service${thing.Tag}",
        _ => $"{group[4..]}$",
    };

    public static void Only(JsonElement body, params ReadOnlySpan<string> names)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            throw AwsRefusals.Of(400, "SerializationException", "Start of structure or map found where not expected.");
        }

        foreach (var member in body.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw AwsRefusals.Of(400, "SerializationException", $"Unknown member {member.Name}");
            }
        }
    }

    private static string Group(JsonElement group)
    {
        Only(group, "Type", "Key");
        var (type, key) = (group.GetProperty("Type").GetString(), group.GetProperty("Key").GetString()!);
        return type switch
        {
            "DIMENSION" when Dimensions.Contains(key) => key,
            "TAG" => $"TAG:{key}",
            _ => throw AwsRefusals.Invalid($"Group Definition dimension is invalid, valid values are: {string.Join(", ", Dimensions)}"),
        };
    }

    private static Func<SpendThing, bool> Condition(JsonElement filter)
    {
        if (filter.EnumerateObject().Count() != 1)
        {
            throw AwsRefusals.Invalid("Expression must have exactly one root.");
        }

        if (filter.TryGetProperty("And", out var all))
        {
            var parts = all.EnumerateArray().Select(Condition).ToList();
            return parts.Count > 1 ? thing => parts.TrueForAll(part => part(thing)) : throw AwsRefusals.Invalid("And Expression must have at least two operands.");
        }

        if (!filter.TryGetProperty("Dimensions", out var dimension))
        {
            throw AwsRefusals.Invalid("Only And and Dimensions are played here.");
        }

        Only(dimension, "Key", "Values");
        var key = dimension.GetProperty("Key").GetString()!;
        var values = dimension.GetProperty("Values").EnumerateArray().Select(value => value.GetString()!).ToHashSet(StringComparer.Ordinal);
        return Dimensions.Contains(key) && values.Count > 0 ? thing => values.Contains(Value(thing, key)) : throw AwsRefusals.Invalid($"Dimension {key} is invalid.");
    }

    private static DateOnly Day(JsonElement span, string name) =>
        span.TryGetProperty(name, out var text) && DateOnly.TryParseExact(text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw AwsRefusals.Invalid($"{name} does not match yyyy-MM-dd");
}
