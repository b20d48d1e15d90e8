namespace Cto.Domain.Delivery;

/// <summary>Why a change that was shipped has no lead time.</summary>
public enum LeadTimeExclusion
{
    None,

    /// <summary>Shipped by the service's first deployment: how long it waited says nothing about delivery.</summary>
    FirstDeployment,

    /// <summary>Its first commit is younger than its deployment: a clock is wrong or the history was rewritten.</summary>
    ClockOrRebase,

    /// <summary>Nobody knows when its first commit was made.</summary>
    NoFirstCommit,
}

/// <summary>A change and the first successful production deployment that contains it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Deployment"><see langword="null"/> while it is not in production.</param>
/// <param name="LeadTime">From its first commit to that deployment's finish; <see langword="null"/> while not in production or when excluded.</param>
/// <param name="Exclusion">Why it is shipped and yet has no lead time.</param>
public readonly record struct ChangeLink(Change Change, Deployment? Deployment, TimeSpan? LeadTime, LeadTimeExclusion Exclusion);
