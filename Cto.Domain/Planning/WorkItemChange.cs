namespace Cto.Domain.Planning;

/// <summary>One entry of a work item's history: a field that went from one value to another.</summary>
public sealed record WorkItemChange : Fact
{
    /// <summary>The key of the <see cref="Planning.WorkItem"/>.</summary>
    public required string WorkItem { get; init; }
    public required WorkItemField Field { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>As stored in the field: a status' name, points as a number in text, the key of a sprint or an epic; <see langword="null"/> = it was empty.</summary>
    public string? From { get; init; }
    public string? To { get; init; }

    /// <summary>What the new status means; <see langword="null"/> for other fields.</summary>
    public StatusCategory? ToCategory { get; init; }
    public string? Author { get; init; }
}

/// <summary>The fields whose history is kept.</summary>
public enum WorkItemField
{
    Status,
    Points,
    Sprint,
    Epic,
    Assignee,
    Blocked,
}
