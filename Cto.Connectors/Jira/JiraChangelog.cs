using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Jira;

/// <summary>An issue's history as far as a search tells it: Cloud leaves out the oldest entries of long ones.</summary>
internal sealed class JiraChangelog
{
    [JsonConverter(typeof(LenientCount))]
    public int? Total { get; set; }
    public JiraHistory?[]? Histories { get; set; }
}

/// <summary>One page of an issue's history, oldest first.</summary>
internal sealed class JiraHistoryPage
{
    [JsonConverter(typeof(LenientCount))]
    public int? Total { get; set; }
    public bool? IsLast { get; set; }
    public JiraHistory?[]? Values { get; set; }
}

/// <summary>What somebody changed at one time.</summary>
internal sealed class JiraHistory
{
    public string? Id { get; set; }
    public JiraUser? Author { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Created { get; set; }
    public JiraChange?[]? Items { get; set; }
}

/// <summary>A field that went from one value to another, each as stored and as shown.</summary>
internal sealed class JiraChange
{
    public string? Field { get; set; }

    /// <summary>Server does not tell it.</summary>
    public string? FieldId { get; set; }
    public string? From { get; set; }
    public string? FromString { get; set; }
    public string? To { get; set; }

    [JsonPropertyName("toString")]
    public string? ToText { get; set; }
}
