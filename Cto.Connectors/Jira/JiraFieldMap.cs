using System.Globalization;
using System.Text.Json;

namespace Cto.Connectors.Jira;

/// <summary>Which of a site's added fields mean what: found by the add-ons' own types, and by name only where a field has no type of its own.</summary>
internal sealed class JiraFieldMap
{
    private const string Greenhopper = "com.pyxis.greenhopper.jira:";

    private static readonly string[] PointNames = ["Story Points", "Story point estimate"];

    /// <param name="fields">Every field of the site.</param>
    /// <param name="points">The id or name of the field with story points, where the source names it.</param>
    public JiraFieldMap(IEnumerable<JiraField> fields, string? points)
    {
        JiraField[] known = [.. fields.Where(field => field.Id is not null)];
        Sprint = OfType(known, $"{Greenhopper}gh-sprint");
        EpicLink = OfType(known, $"{Greenhopper}gh-epic-link");
        EpicName = OfType(known, $"{Greenhopper}gh-epic-label");
        Team = OfType(known, "com.atlassian.teams:rm-teams-custom-field-team", "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team");
        Flagged = known.FirstOrDefault(field => Ends(field, ":multicheckboxes") && Called(field, "Flagged"));
        StartsAt = OfType(known, "com.atlassian.jpo:jpo-custom-field-baseline-start") ?? known.FirstOrDefault(field => Ends(field, ":datepicker") && Called(field, "Start date"));
        Points = points is null
            ? [.. known.Where(field => Ends(field, ":jsw-story-points") || (Ends(field, ":float") && PointNames.Any(name => Called(field, name))))]
            : [.. known.Where(field => field.Id == points || Called(field, points))];
    }

    public JiraField? Sprint { get; }
    public JiraField? EpicLink { get; }
    public JiraField? EpicName { get; }
    public JiraField? Team { get; }
    public JiraField? Flagged { get; }
    public JiraField? StartsAt { get; }

    /// <summary>Sites have two of them: one for projects that the company manages, one for those of teams. An issue has its points in one.</summary>
    public IReadOnlyList<JiraField> Points { get; }

    /// <summary>The fields to ask for, as Jira's routes take them.</summary>
    public string Wanted => string.Join(',', ((IEnumerable<string?>)
    [
        "summary", "issuetype", "status", "priority", "project", "assignee", "parent", "labels", "components", "issuelinks", "duedate", "created", "updated", "resolutiondate",
        Sprint?.Id, EpicLink?.Id, EpicName?.Id, Team?.Id, Flagged?.Id, StartsAt?.Id, .. Points.Select(known => known.Id),
    ]).OfType<string>());

    /// <summary>Whether a change was of a field; Server names fields and does not tell their ids.</summary>
    public static bool IsOf(JiraChange change, JiraField? field) => field is not null &&
        (change.FieldId is { } id ? id == field.Id : change.Field is { } name && string.Equals(name, field.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>An added field of an issue; <see langword="null"/> when it is empty or not there.</summary>
    public static JsonElement? Value(JiraFields fields, JiraField? field) =>
        field?.Id is { } id && fields.Custom?.TryGetValue(id, out var value) == true && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>A text, or the name of an object.</summary>
    public static string? Text(JiraFields fields, JiraField? field) => Value(fields, field) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } thing when thing.TryGetProperty("name", out var name) || thing.TryGetProperty("value", out name) || thing.TryGetProperty("title", out name) => name.ToString(),
        _ => null,
    };

    /// <summary>The estimate, in whichever field it stands.</summary>
    public double? PointsOf(JiraFields fields) => Points
        .Select(field => Value(fields, field) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var points) ? points : (double?)null)
        .FirstOrDefault(points => points is not null);

    /// <summary>Points as a history tells them.</summary>
    public static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static JiraField? OfType(IEnumerable<JiraField> fields, params string[] types) =>
        fields.FirstOrDefault(field => types.Contains(field.Schema?.Custom, StringComparer.OrdinalIgnoreCase));

    private static bool Ends(JiraField field, string type) => field.Schema?.Custom?.EndsWith(type, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Called(JiraField field, string name) =>
        string.Equals(field.UntranslatedName ?? field.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);
}
