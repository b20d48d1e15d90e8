using System.Text.Json.Serialization;

namespace Cto.Connectors.PagerDuty;

/// <summary>How PagerDuty names one thing within another: its id and its name.</summary>
internal class PagerDutyReference
{
    public string? Id { get; set; }
    public string? Type { get; set; }
    public string? Summary { get; set; }
    public string? Name { get; set; }
    public string? HtmlUrl { get; set; }

    /// <summary>Its name; <see langword="null"/> when it has none.</summary>
    [JsonIgnore]
    public string? Title => Name is { Length: > 0 } ? Name : Summary is { Length: > 0 } ? Summary : null;

    public bool Is(string type) => Type is not null && (Type == type || Type == $"{type}_reference");

    /// <summary>The key of the fact of a thing: PagerDuty's ids are its own for ever, whichever the account.</summary>
    public static string KeyOf(string id) => $"pagerduty:{id}";
}
