namespace Cto.Insights;

/// <summary>An answer with its proof; the same on every surface.</summary>
public sealed record InsightReply
{
    /// <summary>The insight's name.</summary>
    public required string Name { get; init; }
    public required InsightStatus Status { get; init; }

    /// <summary>How the question was understood.</summary>
    public required AskedQuery Query { get; init; }

    /// <summary>The insight's own answer record (<see cref="InsightDescriptor.Answer"/>); <see langword="null"/> when nothing is connected that could answer.</summary>
    public required object? Answer { get; init; }
    public required Evidence Evidence { get; init; }

    /// <summary>The answer in one or two sentences, plain text.</summary>
    public required string Sentence { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
}

/// <summary>How much of an answer there is.</summary>
public enum InsightStatus
{
    Answered,

    /// <summary>Some source that matters is missing, failing or behind; <see cref="Evidence.Partial"/> says which.</summary>
    Partial,

    /// <summary>Sources are connected, but nothing in them answers the question.</summary>
    NoData,

    /// <summary>No connected source could answer; <see cref="InsightReply.Sentence"/> says what to connect.</summary>
    NotConnected,
}

/// <summary>The question as it was understood.</summary>
/// <param name="From">Start of the period, UTC; <see langword="null"/> when the insight is about now.</param>
/// <param name="To">End of it, exclusive.</param>
/// <param name="Period">The period in words: <c>last 30 days</c>.</param>
/// <param name="Compared">What it is compared with in words; <see langword="null"/> when with nothing.</param>
/// <param name="Parameters">The parameters given.</param>
public sealed record AskedQuery(
    DateTimeOffset? From, DateTimeOffset? To, string? Period, string? Compared, IReadOnlyDictionary<string, string> Parameters);
