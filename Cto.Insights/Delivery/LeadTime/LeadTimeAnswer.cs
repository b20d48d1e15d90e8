namespace Cto.Insights.Delivery.LeadTime;

/// <summary>Lead time for changes taken apart: by phase, by service or repository, by day, and against the period before.</summary>
public sealed record LeadTimeAnswer
{
    /// <summary>First commit to production.</summary>
    public required Durations LeadTime { get; init; }

    /// <summary>Where the time goes: <c>coding</c>, <c>pickup</c>, <c>review</c>, <c>deploy</c>, in this order.</summary>
    public required IReadOnlyList<LeadTimePhase> Phases { get; init; }

    /// <summary>By the parameter <c>by</c> (service, repository or team), the slowest first.</summary>
    public required IReadOnlyList<LeadTimeGroup> Groups { get; init; }
    public required IReadOnlyList<LeadTimeDay> Daily { get; init; }
    public required Durations Before { get; init; }
}

/// <summary>One phase and its counterpart in the period before.</summary>
public sealed record LeadTimePhase(string Phase, Durations Now, Durations Before);

/// <summary>One service, repository or team; <paramref name="BeforeMedianSeconds"/> is <see langword="null"/> when it had nothing before.</summary>
public sealed record LeadTimeGroup(string Name, Durations Now, double? BeforeMedianSeconds);

/// <summary>One day in the tenant's zone.</summary>
public sealed record LeadTimeDay(DateOnly Day, double? MedianSeconds, int Count);
