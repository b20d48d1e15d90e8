using Cto.Domain.Delivery;
using Cto.Insights.Catalogue;
using Cto.Insights.Tenants;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Catalogue;

/// <summary>Brings the catalogue of a company as its page shows it.</summary>
internal sealed class CataloguePages(CatalogueStore catalogue, DeployedEnvironments environments, TenantStore tenants)
{
    public async Task<CataloguePageView> ReadAsync(Caller caller, string? tab, CancellationToken cancellationToken) => new()
    {
        Tab = CatalogueTab.All.FirstOrDefault(known => known.Name == tab) ?? CatalogueTab.All[0],
        Catalogue = await catalogue.ReadAsync(caller.TenantId, cancellationToken),
        Environments = await environments.ReadAsync(caller.TenantId, cancellationToken),
        Rules = (await tenants.FindAsync(caller.TenantId, cancellationToken))?.Delivery ?? DeliveryRules.Default,
        Editable = caller.May(TokenScope.Write),
    };
}
