using System.Globalization;
using Cto.Domain.Planning;

namespace Cto.Connectors.Jira;

/// <summary>An issue as it was at any time: what it is now, walked back through its history.</summary>
internal sealed class JiraTimeline
{
    private readonly JiraIssue _issue;
    private readonly JiraFieldMap _fields;
    private readonly JiraStatuses _statuses;

    /// <param name="issue">With its fields.</param>
    /// <param name="history">All of it, in any order.</param>
    /// <param name="fields">What the site's fields mean.</param>
    /// <param name="statuses">What the site's statuses mean.</param>
    public JiraTimeline(JiraIssue issue, IEnumerable<JiraHistory> history, JiraFieldMap fields, JiraStatuses statuses)
    {
        (_issue, _fields, _statuses) = (issue, fields, statuses);
        Changes =
        [
            .. history.Where(entry => entry.Created is not null).OrderBy(entry => entry.Created).ThenBy(entry => entry.Id?.Length).ThenBy(entry => entry.Id, StringComparer.Ordinal)
                .SelectMany(entry => (entry.Items ?? []).Select((change, item) => (entry, change, item)))
                .Where(step => step.change is not null)
                .Select(step => new Step(step.entry, step.change!, step.item, step.entry.Created!.Value)),
        ];
        Sprints = JiraFieldMap.Value(issue.Fields!, fields.Sprint) is { } value ? [.. JiraSprint.In(value)] : [];
        EverIn =
        [
            .. Sprints.Select(sprint => sprint.Id)
                .Concat(Of(fields.Sprint).SelectMany(step => Ids(step.Change.From).Concat(Ids(step.Change.To))))
                .Distinct(),
        ];
    }

    /// <summary>Every change, oldest first.</summary>
    public IReadOnlyList<Step> Changes { get; }

    /// <summary>The sprints that it is in now, or was in when they were closed.</summary>
    public IReadOnlyList<JiraSprint> Sprints { get; }

    /// <summary>Every sprint that it was ever in, the ones it was taken out of included.</summary>
    public IReadOnlyList<long> EverIn { get; }

    /// <summary>First moved to a status in progress.</summary>
    public DateTimeOffset? StartedAt => Statuses.FirstOrDefault(step => After(step) is StatusCategory.InProgress)?.At;

    /// <summary>Last moved to a done status, and still there; what was made done has no such move.</summary>
    public DateTimeOffset? DoneAt => _statuses.Of(_issue.Fields!.Status) is not StatusCategory.Done ? null
        : Statuses.LastOrDefault(step => After(step) is StatusCategory.Done && Before(step) is not StatusCategory.Done)?.At ?? _issue.Fields.Resolutiondate ?? _issue.Fields.Created;

    private IEnumerable<Step> Statuses => Changes.Where(step => IsStatus(step.Change));

    /// <summary>Whether it was in a sprint at an instant, changes at that very instant included.</summary>
    public bool WasIn(long sprint, DateTimeOffset at) =>
        _issue.Fields!.Created <= at &&
        (FirstAfter(at, change => JiraFieldMap.IsOf(change, _fields.Sprint)) is { } next ? Ids(next.Change.From).Contains(sprint) : Sprints.Any(now => now.Id == sprint));

    /// <summary>Its estimate at an instant.</summary>
    public double? PointsAt(DateTimeOffset at)
    {
        foreach (var field in _fields.Points)
        {
            var points = FirstAfter(at, change => JiraFieldMap.IsOf(change, field)) is { } next
                ? JiraFieldMap.Number(next.Change.FromString)
                : JiraFieldMap.Value(_issue.Fields!, field) is { ValueKind: System.Text.Json.JsonValueKind.Number } now && now.TryGetDouble(out var number) ? number : null;
            if (points is not null)
            {
                return points;
            }
        }

        return null;
    }

    /// <summary>What its status meant at an instant.</summary>
    public StatusCategory CategoryAt(DateTimeOffset at) =>
        FirstAfter(at, IsStatus) is { } next ? Before(next) ?? StatusCategory.Todo : _statuses.Of(_issue.Fields!.Status);

    public IEnumerable<Step> Of(JiraField? field) => Changes.Where(step => JiraFieldMap.IsOf(step.Change, field));

    public StatusCategory? After(Step step) => _statuses.Of(step.Change.To, step.Change.ToText);

    public static bool IsStatus(JiraChange change) => (change.FieldId ?? change.Field) == "status";

    /// <summary>The ids in a history's list of sprints: <c>7, 12</c>.</summary>
    public static IEnumerable<long> Ids(string? list) => (list ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(id => id > 0);

    private StatusCategory? Before(Step step) => _statuses.Of(step.Change.From, step.Change.FromString);

    private Step? FirstAfter(DateTimeOffset at, Func<JiraChange, bool> isMeant) => Changes.FirstOrDefault(step => step.At > at && isMeant(step.Change));

    /// <summary>One field's change within an entry of the history.</summary>
    public sealed record Step(JiraHistory Entry, JiraChange Change, int Item, DateTimeOffset At);
}
