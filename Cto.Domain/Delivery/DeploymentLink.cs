namespace Cto.Domain.Delivery;

/// <summary>Why a deployment counts as a failed change; several may hold.</summary>
[Flags]
public enum FailureReasons
{
    None = 0,
    RolledBack = 1,
    Reverted = 2,
    HotFixed = 4,
    Incident = 8,
}

/// <summary>A finished production deployment with what its history says about it.</summary>
public sealed record DeploymentLink
{
    public required Deployment Deployment { get; init; }

    /// <summary>Whether the run succeeded; a failed run never carries any of the verdicts below.</summary>
    public required bool Successful { get; init; }

    /// <summary>Whether it is the service's first successful production deployment in all history.</summary>
    public bool First { get; init; }

    /// <summary>Whether it returned to an earlier version than the one that ran.</summary>
    public bool Rollback { get; init; }
    public bool Hotfix { get; init; }

    /// <summary>Whether it shipped the revert of something that an earlier deployment had shipped.</summary>
    public bool Revert { get; init; }

    /// <summary>Whether it is linked as the fix of an incident.</summary>
    public bool IncidentFix { get; init; }

    /// <summary>Unplanned work: hotfix, revert, rollback or the fix of an incident.</summary>
    public bool Rework => Rollback || Hotfix || Revert || IncidentFix;

    /// <summary><see langword="null"/> when it did not fail.</summary>
    public ChangeFailure? Failure { get; init; }
}

/// <summary>How a deployed change failed and how long production suffered.</summary>
public sealed record ChangeFailure
{
    public required FailureReasons Reasons { get; init; }

    /// <summary>The earliest incident's start; without an incident the deployment's finish.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The earliest remediation after the start; <see langword="null"/> while there is none.</summary>
    public DateTimeOffset? RemediedAt { get; init; }

    /// <summary>The deployment or incident whose finish or resolution remedied it.</summary>
    public FactKey? RemediedBy { get; init; }

    /// <summary>From the start of the failure to its remediation.</summary>
    public TimeSpan? Recovery => RemediedAt - StartedAt;

    /// <summary>The other reading: from the deployment's finish to the remediation.</summary>
    public TimeSpan? RecoveryFromFinish { get; init; }
}
