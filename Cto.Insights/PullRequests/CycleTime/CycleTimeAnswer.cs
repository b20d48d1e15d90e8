namespace Cto.Insights.PullRequests.CycleTime;

/// <summary>How long pull requests take, phase by phase, for those merged in the period; bots are left out.</summary>
public sealed record CycleTimeAnswer
{
    /// <summary>The sum of the four phases, where all four exist.</summary>
    public required Durations Cycle { get; init; }
    public required Durations Coding { get; init; }
    public required Durations Pickup { get; init; }
    public required Durations Review { get; init; }
    public required Durations Deploy { get; init; }

    /// <summary>Merged over merged and closed unmerged, by closing time, 0 to 1; <see langword="null"/> when none was closed.</summary>
    public required double? MergeRate { get; init; }
    public required int Merged { get; init; }
    public required int MergedWithoutReview { get; init; }

    /// <summary>Median of added and deleted lines; <see langword="null"/> when no size is known.</summary>
    public required double? MedianSize { get; init; }

    /// <summary>By the parameter <c>by</c> (repository, team or author), the slowest first.</summary>
    public required IReadOnlyList<CycleTimeGroup> Groups { get; init; }
    public required IReadOnlyList<CycleTimeWeek> Weekly { get; init; }

    /// <summary>The same of the period before, without groups and weeks.</summary>
    public CycleTimeAnswer? Before { get; init; }
}

/// <summary>One repository, team or author.</summary>
public sealed record CycleTimeGroup(string Name, Durations Cycle, Durations Pickup, int Merged);

/// <summary>One ISO week that starts on <paramref name="Monday"/> in the tenant's zone.</summary>
public sealed record CycleTimeWeek(DateOnly Monday, double? CodingSeconds, double? PickupSeconds, double? ReviewSeconds, double? DeploySeconds, int Merged);
