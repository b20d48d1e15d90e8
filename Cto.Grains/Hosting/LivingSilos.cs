
namespace Cto.Grains;

/// <summary>The silos of the cluster that are not known to be gone, as this one sees it.</summary>
internal sealed class LivingSilos(IClusterMembershipService membership, ILocalSiloDetails local)
{
    /// <summary>This silo's own address; each start has another one.</summary>
    public string Own { get; } = local.SiloAddress.ToParsableString();

    /// <summary>All of them, this one included.</summary>
    public IReadOnlyList<string> Addresses =>
        [Own, .. membership.CurrentSnapshot.Members.Values.Where(silo => silo.Status != SiloStatus.Dead).Select(silo => silo.SiloAddress.ToParsableString()).Where(address => address != Own)];
}
