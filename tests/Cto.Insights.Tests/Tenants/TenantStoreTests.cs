using Cto.Domain.Delivery;
using Cto.Domain.Tenants;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Insights.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Tenants;

public sealed class TenantStoreTests
{
    private static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_keeps_its_name_zone_and_rules()
    {
        var services = await StoreAsync();
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = Zurich, Delivery = DeliveryRules.Default with { Production = ["live-*"], AttributionWindow = TimeSpan.FromHours(6) } };
        await services.GetRequiredService<TenantStore>().AddAsync(tenant, Token);

        var read = await Another(services).FindAsync(tenant.Id, Token);

        Assert.NotNull(read);
        Assert.Equal(("Acme", Zurich), (read.Name, read.TimeZone));
        Assert.Equal(["live-*"], read.Delivery.Production);
        Assert.Equal(TimeSpan.FromHours(6), read.Delivery.AttributionWindow);
        Assert.Equal(DeliveryRules.Default.Staging, read.Delivery.Staging);
    }

    [Fact]
    public async Task A_change_is_seen_at_once_here_and_there_is_no_tenant_that_nobody_added()
    {
        var services = await StoreAsync();
        var tenants = services.GetRequiredService<TenantStore>();
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc };
        await tenants.AddAsync(tenant, Token);
        await tenants.UpdateAsync(tenant with { Name = "Acme Commerce" }, Token);

        Assert.Equal("Acme Commerce", (await tenants.FindAsync(tenant.Id, Token))?.Name);
        Assert.Equal("Acme Commerce", (await Another(services).AllAsync(Token)).Single(known => known.Id == tenant.Id).Name);
        Assert.Null(await tenants.FindAsync(Guid.NewGuid(), Token));
    }

    private static TenantStore Another(IServiceProvider services) => new(services.GetRequiredService<Database>(), TimeProvider.System);

    private static async Task<IServiceProvider> StoreAsync() => (await TestStore.StartAsync()).Services;
}
