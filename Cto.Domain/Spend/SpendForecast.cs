namespace Cto.Domain.Spend;

/// <summary>What the provider itself expects a span to cost.</summary>
public sealed record SpendForecast : Fact
{
    public required string Provider { get; init; }
    public string? Account { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly Until { get; init; }
    public required decimal Amount { get; init; }

    /// <summary>The ends of the prediction interval; <see langword="null"/> when not given.</summary>
    public decimal? Low { get; init; }
    public decimal? High { get; init; }
    public required string Currency { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
}
