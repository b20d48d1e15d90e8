using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Governance;

/// <summary>What a branch demands before a change gets in: evidence for change management controls.</summary>
public sealed record BranchProtection : Fact
{
    public required string Repository { get; init; }
    public required string Branch { get; init; }

    /// <summary>Whether anything protects it at all.</summary>
    public required bool Protected { get; init; }

    /// <summary>Approvals needed; 0 = none.</summary>
    [Range(0, int.MaxValue)]
    public int? RequiredApprovals { get; init; }
    public bool? CodeOwnerReview { get; init; }
    public IReadOnlyList<string>? RequiredChecks { get; init; }

    /// <summary>Whether administrators are bound too.</summary>
    public bool? AppliesToAdministrators { get; init; }
    public bool? ForcePushAllowed { get; init; }
    public bool? DeletionAllowed { get; init; }
    public bool? SignedCommits { get; init; }

    /// <summary>When this was read upstream.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}
