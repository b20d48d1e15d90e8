using Cto.Insights.Tenants;

namespace Cto.Web.Tenants;

/// <summary>Knows the installation's first tenant, whose administrators administer the installation.</summary>
internal sealed class FirstTenant(TenantStore tenants)
{
    private Guid? _id;

    /// <returns><see langword="null"/> before the first start made it.</returns>
    public async ValueTask<Guid?> IdAsync(CancellationToken cancellationToken) =>
        _id ??= await tenants.AllAsync(cancellationToken) is [{ Id: var id }, ..] ? id : null;
}
