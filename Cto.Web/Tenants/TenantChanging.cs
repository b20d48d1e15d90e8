using Cto.Domain.Tenants;
using Cto.Insights.Tenants;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;

namespace Cto.Web.Tenants;

/// <summary>Changes a company: written, audited, and told to every node.</summary>
internal sealed class TenantChanging(TenantStore tenants, AuditLog audit, TenantNews news)
{
    public async Task SaveAsync(Caller caller, Tenant tenant, CancellationToken cancellationToken)
    {
        var changed = await tenants.UpdateAsync(tenant, cancellationToken);
        await audit.WriteAsync(caller, "tenant.changed", tenant.Name, new Dictionary<string, string> { ["timeZone"] = tenant.TimeZone.Id }, cancellationToken);
        await news.TellAsync(changed);
    }
}
