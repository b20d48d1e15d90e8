using Cto.Domain.Delivery;

namespace Cto.Domain.Tenants;

/// <summary>A company: everything it has is its own; no other tenant ever sees it.</summary>
public sealed record Tenant
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The zone that days, weeks and phrases such as <c>yesterday</c> are meant in.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The tenant's own reading of delivery: environments, bots, windows.</summary>
    public DeliveryRules Delivery { get; init; } = DeliveryRules.Default;

    /// <summary>Counts the changes: of two readings the one with the higher version is the newer.</summary>
    public long Version { get; init; } = 1;
}
