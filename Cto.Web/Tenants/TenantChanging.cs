using Cto.Domain;
using Cto.Domain.Tenants;
using Cto.Insights.Facts;
using Cto.Insights.Tenants;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;

namespace Cto.Web.Tenants;

/// <summary>Changes a company: written, audited, and every tile asks anew, because zone and rules decide what the facts mean.</summary>
internal sealed class TenantChanging(TenantStore tenants, AuditLog audit, FactNews news)
{
    public async Task SaveAsync(Caller caller, Tenant tenant, CancellationToken cancellationToken)
    {
        await tenants.UpdateAsync(tenant, cancellationToken);
        await audit.WriteAsync(caller, "tenant.changed", tenant.Name, new Dictionary<string, string> { ["timeZone"] = tenant.TimeZone.Id }, cancellationToken);
        await news.TellAsync(tenant.Id, FactKinds.All, cancellationToken);
    }
}
