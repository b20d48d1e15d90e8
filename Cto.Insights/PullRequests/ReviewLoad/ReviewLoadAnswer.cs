namespace Cto.Insights.PullRequests.ReviewLoad;

/// <summary>Who does the reviews of the period, and how evenly they are spread; bots are left out.</summary>
public sealed record ReviewLoadAnswer
{
    /// <summary>The most reviews first.</summary>
    public required IReadOnlyList<PersonReviews> People { get; init; }
    public required int Reviews { get; init; }

    /// <summary>0 = even, towards 1 = one person does all, over people with at least one review; <see langword="null"/> without reviews.</summary>
    public required double? Gini { get; init; }

    /// <summary>Share of all reviews that the two busiest people did, 0 to 1; <see langword="null"/> without reviews.</summary>
    public required double? TopTwoShare { get; init; }
    public required IReadOnlyList<TeamReviews> Teams { get; init; }
    public required int ReviewsBefore { get; init; }
    public required double? GiniBefore { get; init; }
}

/// <summary>One person's submissions, and how fast they answered first when they were the first reviewer.</summary>
public sealed record PersonReviews(string Person, int Reviews, int PullRequests, double? MedianPickupSeconds);

/// <summary>The reviews of one team's repositories.</summary>
public sealed record TeamReviews(string Team, int Reviews, int People, double? Gini);
