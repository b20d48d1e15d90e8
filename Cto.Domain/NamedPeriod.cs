namespace Cto.Domain;

/// <summary>A period as it was asked for, with the one it is compared with.</summary>
public sealed record NamedPeriod
{
    /// <summary>The spelling of the API: <c>last-30-days</c>, <c>this-month</c>; <c>custom</c> when it was given by its ends.</summary>
    public required string Name { get; init; }

    /// <summary>In words, as in a sentence: <c>the last 30 days</c>.</summary>
    public required string Title { get; init; }
    public required Period Period { get; init; }

    /// <summary>What "before" means for it: the period of equal length just before; for calendar units the previous unit, to the same day and time when this one is partial.</summary>
    public required Period Before { get; init; }
}
