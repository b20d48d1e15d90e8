namespace Cto.Domain.Reliability;

/// <summary>A span in which a person answers, overrides included.</summary>
public sealed record OnCallShift : Fact
{
    /// <summary>The key of the <see cref="Reliability.OnCallSchedule"/>.</summary>
    public required string Schedule { get; init; }
    public required string Person { get; init; }
    public string? Email { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public bool Override { get; init; }
}
