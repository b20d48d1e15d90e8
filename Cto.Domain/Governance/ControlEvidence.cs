namespace Cto.Domain.Governance;

/// <summary>A finding about a control: what was looked at, when, and whether it holds.</summary>
public sealed record ControlEvidence : Fact
{
    /// <summary>The controls it speaks to: <c>SOC2:CC6.1</c>, <c>ISO27001:A.5.15</c>.</summary>
    public required IReadOnlyList<string> Controls { get; init; }
    public required string Title { get; init; }

    /// <summary>What was asked of which system, so that it can be asked again.</summary>
    public string? Query { get; init; }
    public required EvidenceResult Result { get; init; }

    /// <summary>What it is about: a system, a repository, a document.</summary>
    public string? Subject { get; init; }
    public string? Owner { get; init; }
    public required DateTimeOffset CollectedAt { get; init; }
    public DateTimeOffset? CoversFrom { get; init; }
    public DateTimeOffset? CoversUntil { get; init; }

    /// <summary>After this it proves nothing; <see langword="null"/> = no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What a piece of evidence says.</summary>
public enum EvidenceResult
{
    Met,
    Partial,
    NotMet,
}
