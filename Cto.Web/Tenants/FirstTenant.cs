using Cto.Domain.Tenants;
using Cto.Insights.Tenants;

namespace Cto.Web.Tenants;

/// <summary>Knows the installation's first tenant, whose administrators administer the installation: the oldest own one; and the demo company, while it is shown.</summary>
internal sealed class FirstTenant(TenantStore tenants, DemoCompany demo)
{
    private Guid? _own;

    public async ValueTask<bool> IsAsync(Guid tenant, CancellationToken cancellationToken) =>
        (demo.IsOn && tenant == DemoCompany.TenantId) || tenant == (_own ??= (await OwnAsync(cancellationToken))?.Id);

    /// <summary>The tenant that the first owner's token and link open.</summary>
    /// <returns><see langword="null"/> before it was made.</returns>
    public async ValueTask<Tenant?> FindAsync(CancellationToken cancellationToken) =>
        demo.IsOn ? await tenants.FindAsync(DemoCompany.TenantId, cancellationToken) : await OwnAsync(cancellationToken);

    private async Task<Tenant?> OwnAsync(CancellationToken cancellationToken) =>
        (await tenants.AllAsync(cancellationToken)).FirstOrDefault(tenant => tenant.Id != DemoCompany.TenantId);
}
