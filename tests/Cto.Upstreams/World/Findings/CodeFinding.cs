namespace Cto.Upstreams.World.Findings;

/// <summary>A weakness in the company's own code: GitHub's code scanning or Snyk Code reports it, never both.</summary>
internal sealed record CodeFinding
{
    public required Repository Repository { get; init; }
    public required CodeRule Rule { get; init; }

    /// <summary>From 1 in its repository.</summary>
    public required int Number { get; init; }
    public required string File { get; init; }
    public required int Line { get; init; }

    /// <summary>Whether Snyk Code reports it, and not GitHub.</summary>
    public required bool BySnyk { get; init; }
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary><see langword="null"/> = not within what is known.</summary>
    public DateTimeOffset? FixedAt { get; init; }

    /// <summary>When somebody called it a false alarm; <see langword="null"/> = nobody did.</summary>
    public DateTimeOffset? DismissedAt { get; init; }

    public bool IsVisible(DateTimeOffset now) => FoundAt <= now;

    public bool IsFixed(DateTimeOffset now) => FixedAt <= now;

    public bool IsDismissed(DateTimeOffset now) => DismissedAt <= now && !IsFixed(now);

    public DateTimeOffset UpdatedAt(DateTimeOffset now) => IsFixed(now) ? FixedAt!.Value : IsDismissed(now) ? DismissedAt!.Value : FoundAt;
}

/// <summary>A rule of a scanner, by CodeQL's name.</summary>
/// <param name="Id">For example <c>java/sql-injection</c>.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Severity">In lower case.</param>
/// <param name="Cwe">What kind of weakness it finds.</param>
internal sealed record CodeRule(string Id, string Title, string Severity, string Cwe);
