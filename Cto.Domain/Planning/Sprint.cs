namespace Cto.Domain.Planning;

/// <summary>A time box that a team commits to.</summary>
public sealed record Sprint : Fact
{
    public required string Name { get; init; }

    /// <summary>The key of the <see cref="Planning.Board"/>.</summary>
    public string? Board { get; init; }
    public string? Project { get; init; }
    public string? Team { get; init; }
    public required SprintState State { get; init; }
    public string? Goal { get; init; }
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The planned end.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Where a sprint stands.</summary>
public enum SprintState
{
    Future,
    Active,
    Closed,
}
