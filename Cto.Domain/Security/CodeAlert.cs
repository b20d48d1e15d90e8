namespace Cto.Domain.Security;

/// <summary>A weakness that a scanner found in our own code.</summary>
public sealed record CodeAlert : Fact
{
    public required string Repository { get; init; }

    /// <summary>The scanner's rule, for example <c>js/sql-injection</c>.</summary>
    public required string Rule { get; init; }
    public required string Title { get; init; }
    public Severity? Severity { get; init; }
    public required VulnerabilityState State { get; init; }

    /// <summary>File and line: <c>src/db.js:42</c>.</summary>
    public string? Location { get; init; }
    public string? Tool { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public DateTimeOffset? FixedAt { get; init; }
}
