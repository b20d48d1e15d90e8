namespace Cto.Insights;

/// <summary>The proof under a number.</summary>
public sealed record Evidence
{
    /// <summary>The formula in words.</summary>
    public required string Rule { get; init; }

    /// <summary>The first rows behind the number, the most telling first; at most <see cref="MaxRows"/>.</summary>
    public required IReadOnlyList<EvidenceRow> Rows { get; init; }

    /// <summary>How many rows there are in all.</summary>
    public required long Total { get; init; }

    /// <summary>What was left out and why.</summary>
    public required IReadOnlyList<Exclusion> Excluded { get; init; }

    /// <summary>By source name: up to when its facts are known; <see langword="null"/> where it never succeeded.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset?> AsOf { get; init; }

    /// <summary>Sources that should have answered and did not in full, each a sentence.</summary>
    public IReadOnlyList<string> Partial { get; init; } = [];

    /// <summary>Since when a polled source behind the answer has been late; <see langword="null"/> when none is.</summary>
    public DateTimeOffset? StaleSince { get; init; }

    /// <summary>How many rows an answer carries at the most.</summary>
    public const int MaxRows = 100;
}

/// <summary>One row behind a number.</summary>
/// <param name="Key">The fact's key.</param>
/// <param name="Title">What a person calls it.</param>
/// <param name="At">When it counted, UTC.</param>
/// <param name="Url">Where it is upstream.</param>
/// <param name="Fields">What it contributed, by column name: texts, numbers, instants, or <see langword="null"/> for unknown.</param>
public sealed record EvidenceRow(string Key, string Title, DateTimeOffset? At, string? Url, IReadOnlyDictionary<string, object?> Fields);

/// <summary>Rows that were left out, with the reason in words.</summary>
public sealed record Exclusion(string Reason, long Count);
