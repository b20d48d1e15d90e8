namespace Cto.Domain.Delivery;

/// <summary>DORA's performance levels, best first.</summary>
public enum Band
{
    Elite,
    High,
    Medium,
    Low,
}

/// <summary>The bands of one edition of DORA's report; a metric that the edition does not band has none.</summary>
public sealed record Bands
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static readonly Bands[] All =
    [
        new() { Edition = "2023", Note = "Bands of the 2023 report.", HasSpeed = true, HasFailureRate = true, HasRecovery = true },
        new()
        {
            Edition = "2024",
            Note = "The 2024 report does not band the failure rate by itself (its clusters are not monotonic) nor recovery time (two clusters share a bound).",
            HasSpeed = true,
        },
        new() { Edition = "2025", Note = "The 2025 report has no performance levels: nothing is banded." },
    ];

    /// <summary>The year of the report, always shown with a band.</summary>
    public required string Edition { get; init; }

    /// <summary>One sentence: what this edition bands and what not.</summary>
    public required string Note { get; init; }
    private bool HasSpeed { get; init; }
    private bool HasFailureRate { get; init; }
    private bool HasRecovery { get; init; }

    /// <summary>The editions there are.</summary>
    public static IReadOnlyList<string> Editions { get; } = [.. All.Select(bands => bands.Edition)];

    /// <exception cref="ArgumentException">There is no such edition.</exception>
    public static Bands Of(string edition) =>
        Array.Find(All, bands => bands.Edition == edition) ?? throw new ArgumentException($"There is no edition '{edition}': {string.Join(", ", Editions)}.", nameof(edition));

    /// <summary>By deployments per day: ≥ 1 a day, a week, a month, less.</summary>
    public Band? Frequency(double? perDay) => !HasSpeed || perDay is not { } rate ? null
        : rate >= 1 ? Band.Elite
        : rate * Week.TotalDays >= 1 ? Band.High
        : rate * Month.TotalDays >= 1 ? Band.Medium
        : Band.Low;

    /// <summary>By the median lead time: under a day, a week, a month, more.</summary>
    public Band? LeadTime(double? medianSeconds) => HasSpeed ? Under(medianSeconds, TimeSpan.FromDays(1), Week, Month) : null;

    /// <summary>By the share of failed changes: up to 5, 10, 15 percent, more.</summary>
    public Band? FailureRate(double? rate) => !HasFailureRate || rate is not { } share ? null
        : share <= 0.05 ? Band.Elite
        : share <= 0.10 ? Band.High
        : share <= 0.15 ? Band.Medium
        : Band.Low;

    /// <summary>By the median recovery time: under an hour, a day, a week, more.</summary>
    public Band? Recovery(double? medianSeconds) => HasRecovery ? Under(medianSeconds, TimeSpan.FromHours(1), TimeSpan.FromDays(1), Week) : null;

    private static Band? Under(double? seconds, TimeSpan elite, TimeSpan high, TimeSpan medium) => seconds is not { } value ? null
        : value < elite.TotalSeconds ? Band.Elite
        : value < high.TotalSeconds ? Band.High
        : value < medium.TotalSeconds ? Band.Medium
        : Band.Low;
}
