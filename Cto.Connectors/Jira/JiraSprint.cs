using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Cto.Connectors.Http;
using Cto.Domain.Planning;

namespace Cto.Connectors.Jira;

/// <summary>A sprint as boards list it and as issues carry it.</summary>
internal sealed partial class JiraSprint
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public string? State { get; set; }
    public string? Goal { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StartDate { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? EndDate { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CompleteDate { get; set; }

    /// <summary>When somebody pressed start; only Data Center tells.</summary>
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ActivatedDate { get; set; }
    public long? OriginBoardId { get; set; }
    public long? BoardId { get; set; }

    /// <summary><see langword="null"/> when it is a word that we do not know.</summary>
    [JsonIgnore]
    public SprintState? Standing => State?.ToUpperInvariant() switch
    {
        "FUTURE" => SprintState.Future,
        "ACTIVE" => SprintState.Active,
        "CLOSED" => SprintState.Closed,
        _ => null,
    };

    /// <summary>When it began; <see langword="null"/> before, and where Jira lost it. A future sprint has a planned date, which is none.</summary>
    [JsonIgnore]
    public DateTimeOffset? BeganAt => Standing is SprintState.Active or SprintState.Closed ? ActivatedDate ?? StartDate : null;

    /// <summary>When it was closed; <see langword="null"/> before.</summary>
    [JsonIgnore]
    public DateTimeOffset? ClosedAt => Standing is SprintState.Closed ? CompleteDate ?? EndDate : null;

    /// <summary>The sprints in an issue's sprint field: objects on Cloud, and on Server texts such as <c>…Sprint@1a2b[id=7,state=CLOSED,name=…]</c>.</summary>
    public static IEnumerable<JiraSprint> In(JsonElement field) => field.ValueKind is JsonValueKind.Array
        ? field.EnumerateArray().Select(Of).OfType<JiraSprint>()
        : [];

    private static JiraSprint? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.Deserialize(JiraJson.Default.JiraSprint) is { Id: > 0 } sprint ? sprint : null,
                JsonValueKind.String => OfText(element.GetString()!),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JiraSprint? OfText(string text)
    {
        var parts = Part().Matches(text).GroupBy(part => part.Groups["name"].Value).ToDictionary(group => group.Key, group => group.First().Groups["value"].Value);
        return long.TryParse(parts.GetValueOrDefault("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new()
        {
            Id = id,
            Name = parts.GetValueOrDefault("name"),
            State = parts.GetValueOrDefault("state"),
            Goal = parts.GetValueOrDefault("goal"),
            StartDate = Instant("startDate"),
            EndDate = Instant("endDate"),
            CompleteDate = Instant("completeDate"),
            ActivatedDate = Instant("activatedDate"),
            BoardId = long.TryParse(parts.GetValueOrDefault("rapidViewId"), NumberStyles.None, CultureInfo.InvariantCulture, out var board) ? board : null,
        } : null;

        DateTimeOffset? Instant(string name) =>
            DateTimeOffset.TryParse(parts.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    // A value ends where the next name begins: names of sprints may hold commas.
    [GeneratedRegex(@"(?:\[|,)(?<name>id|rapidViewId|state|name|goal|startDate|endDate|completeDate|activatedDate)=(?<value>.*?)(?=,[a-zA-Z]+=|\]$)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Part();
}

/// <summary>One page of a board's sprints.</summary>
internal sealed class JiraSprints
{
    public JiraSprint?[]? Values { get; set; }
    public bool? IsLast { get; set; }
}

/// <summary>A board.</summary>
internal sealed class JiraBoard
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public string? Type { get; set; }
    public JiraBoardLocation? Location { get; set; }
}

/// <summary>The project that a board belongs to.</summary>
internal sealed class JiraBoardLocation
{
    public string? ProjectKey { get; set; }
    public string? ProjectName { get; set; }
}

/// <summary>One page of boards.</summary>
internal sealed class JiraBoards
{
    public JiraBoard?[]? Values { get; set; }
    public bool? IsLast { get; set; }
}
