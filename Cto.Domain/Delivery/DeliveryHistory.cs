namespace Cto.Domain.Delivery;

/// <summary>All that is known of how one service was delivered, from its first day: what the linker links.</summary>
public sealed record DeliveryHistory
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>Its deployments to all environments, in any order; those still running are ignored.</summary>
    public IReadOnlyList<Deployment> Deployments { get; init; } = [];

    /// <summary>The changes of all its repositories, in any order.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>Its incidents, and those that name one of its deployments.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];
    public DeliveryRules Rules { get; init; } = DeliveryRules.Default;
}
