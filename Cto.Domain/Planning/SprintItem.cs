namespace Cto.Domain.Planning;

/// <summary>One line of a sprint's snapshot: an item that was in the sprint at its start or at its close, as it was then.</summary>
/// <remarks>Committed is what the snapshot at the start holds; what came or went later is the difference. It is kept because the items themselves move on.</remarks>
public sealed record SprintItem : Fact
{
    /// <summary>The key of the <see cref="Planning.Sprint"/>.</summary>
    public required string Sprint { get; init; }
    public required SprintMoment Moment { get; init; }

    /// <summary>The key of the <see cref="Planning.WorkItem"/>.</summary>
    public required string WorkItem { get; init; }

    /// <summary>Its estimate then; <see langword="null"/> = unestimated.</summary>
    public double? Points { get; init; }
    public required StatusCategory StatusCategory { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>When a sprint's snapshot was taken.</summary>
public enum SprintMoment
{
    Start,
    Close,
}
