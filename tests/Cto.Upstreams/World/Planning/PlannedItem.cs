using System.Globalization;

namespace Cto.Upstreams.World.Planning;

/// <summary>An epic, story, bug or task with its whole life.</summary>
internal sealed class PlannedItem
{
    public const string ToDo = "To Do";
    public const string InProgress = "In Progress";
    public const string InReview = "In Review";
    public const string Done = "Done";

    // Replaced as a whole: whoever reads while an issue is moved sees it before or after.
    private ItemChange[] _changes = [];

    /// <summary>Given out by the order of creation when all of a project are known.</summary>
    public int Number { get; set; }

    public required Team Team { get; init; }

    /// <summary>The team's place, from 0.</summary>
    public required int Place { get; init; }
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required Person Reporter { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public Service? Service { get; init; }
    public string Priority { get; init; } = "Medium";
    public DateOnly? DueOn { get; init; }
    public PlannedItem? Epic { get; init; }

    /// <summary>What it waits for.</summary>
    public PlannedItem? BlockedBy { get; set; }

    /// <summary>What waits for it.</summary>
    public PlannedItem? Blocks { get; set; }

    public bool IsEpic => Type == "Epic";

    public long Id => (100_000L * (Place + 1)) + Number;

    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Team.Key}-{Number}");

    /// <summary>Every change, oldest first, those to come included.</summary>
    public IReadOnlyList<ItemChange> Changes => _changes;

    public bool Exists(DateTimeOffset at) => CreatedAt <= at;

    public DateTimeOffset UpdatedAt(DateTimeOffset at) => Array.FindLast(_changes, change => change.At <= at)?.At ?? CreatedAt;

    public string Status(DateTimeOffset at) => Last(ItemField.Status, at)?.To ?? ToDo;

    public bool IsDone(DateTimeOffset at) => Status(at) == Done;

    public double? Points(DateTimeOffset at) => Last(ItemField.Points, at)?.To is { } points ? double.Parse(points, CultureInfo.InvariantCulture) : null;

    /// <summary>The ids of the sprints in its field; the last is the latest.</summary>
    public IReadOnlyList<int> Sprints(DateTimeOffset at) => Last(ItemField.Sprint, at)?.To is { Length: > 0 } ids ? [.. ids.Split(", ").Select(id => int.Parse(id, CultureInfo.InvariantCulture))] : [];

    public string? Assignee(DateTimeOffset at) => Last(ItemField.Assignee, at)?.To;

    public bool IsFlagged(DateTimeOffset at) => Last(ItemField.Flag, at)?.To is not null;

    /// <summary>Changes a field; to be called in the order of time.</summary>
    /// <param name="at">When; never before the change before.</param>
    /// <param name="author">Who did it.</param>
    /// <param name="field">What.</param>
    /// <param name="to">A status' name, points, ids of sprints, a person's mailbox; <see langword="null"/> = empty.</param>
    public PlannedItem Set(DateTimeOffset at, Person author, ItemField field, string? to)
    {
        var change = new ItemChange(at, author, field, Array.FindLast(_changes, change => change.Field == field)?.To ?? (field is ItemField.Status ? ToDo : null), to);
        _changes = [.. _changes.TakeWhile(known => known.At <= at), change, .. _changes.SkipWhile(known => known.At <= at)];
        return this;
    }

    private ItemChange? Last(ItemField field, DateTimeOffset at) => Array.FindLast(_changes, change => change.Field == field && change.At <= at);
}

/// <summary>One change of an item.</summary>
internal sealed record ItemChange(DateTimeOffset At, Person Author, ItemField Field, string? From, string? To);

/// <summary>What changes.</summary>
internal enum ItemField
{
    Status,
    Points,
    Sprint,
    Assignee,
    Flag,

    /// <summary>A link that says what the item is blocked by.</summary>
    Link,
}
