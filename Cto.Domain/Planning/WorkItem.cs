namespace Cto.Domain.Planning;

/// <summary>Something to be done: story, task, bug, sub-task.</summary>
public sealed record WorkItem : Fact
{
    /// <summary>The project's code, or its name where it has none.</summary>
    public required string Project { get; init; }

    /// <summary>What people call it: <c>PAY-123</c>; <see langword="null"/> where the vendor has only ids.</summary>
    public string? Code { get; init; }

    /// <summary>In the vendor's word: <c>Story</c>, <c>Bug</c>, <c>Task</c>.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }

    /// <summary>In the team's word.</summary>
    public required string Status { get; init; }
    public required StatusCategory StatusCategory { get; init; }
    public string? Priority { get; init; }

    /// <summary>Story points; <see langword="null"/> = unestimated.</summary>
    public double? Points { get; init; }

    /// <summary>The key of the <see cref="Planning.Epic"/> it belongs to.</summary>
    public string? Epic { get; init; }

    /// <summary>The key of the <see cref="Planning.Sprint"/> it is in, the latest if there were several.</summary>
    public string? Sprint { get; init; }

    /// <summary>The key of the item it is a part of.</summary>
    public string? Parent { get; init; }
    public string? Assignee { get; init; }
    public string? Team { get; init; }

    /// <summary>Why it cannot go on (a flag, a blocking item); empty when nothing blocks it, <see langword="null"/> when unknown.</summary>
    public IReadOnlyList<string>? BlockedBy { get; init; }
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The services or components it concerns.</summary>
    public IReadOnlyList<string>? Components { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>First moved to a status in progress; <see langword="null"/> before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Last moved to a done status, and still there.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}
