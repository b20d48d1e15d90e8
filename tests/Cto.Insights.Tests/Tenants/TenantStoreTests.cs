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

    [Fact]
    public async Task A_change_that_is_heard_of_is_read_and_an_older_reading_on_its_way_is_not_kept()
    {
        var services = await StoreAsync();
        var (here, there, tenant) = (Another(services), Another(services), new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc });
        await there.AddAsync(tenant, Token);
        await here.FindAsync(tenant.Id, Token);
        var outdated = new List<Guid>();
        here.Outdated += outdated.Add;

        var changed = await there.UpdateAsync(tenant with { Name = "Acme Commerce" }, Token);
        Assert.Equal("Acme", (await here.FindAsync(tenant.Id, Token))?.Name);
        here.Heard(tenant.Id, changed.Version);
        here.Heard(tenant.Id, changed.Version);

        Assert.Equal(2, changed.Version);
        Assert.Equal("Acme Commerce", (await here.FindAsync(tenant.Id, Token))?.Name);
        Assert.Equal([tenant.Id], outdated);

        // The news is here before the change can be read: what is read until then is not kept.
        here.Heard(tenant.Id, changed.Version + 1);
        Assert.Equal("Acme Commerce", (await here.FindAsync(tenant.Id, Token))?.Name);
        await there.UpdateAsync(changed with { Name = "Acme Group" }, Token);
        Assert.Equal("Acme Group", (await here.FindAsync(tenant.Id, Token))?.Name);
    }

    [Fact]
    public async Task A_change_that_was_not_heard_of_is_found_when_in_doubt_and_what_stood_on_the_older_reading_is_told()
    {
        var services = await StoreAsync();
        var (here, there, tenant) = (Another(services), Another(services), new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc });
        await there.AddAsync(tenant, Token);
        await here.FindAsync(tenant.Id, Token);
        var outdated = new List<Guid>();
        here.Outdated += outdated.Add;
        here.Doubt();
        await here.FindAsync(tenant.Id, Token);
        Assert.Empty(outdated);

        await there.UpdateAsync(tenant with { Name = "Acme Commerce" }, Token);
        here.Doubt();

        Assert.Equal("Acme Commerce", (await here.FindAsync(tenant.Id, Token))?.Name);
        Assert.Equal([tenant.Id], outdated);
    }

    private static TenantStore Another(IServiceProvider services) => new(services.GetRequiredService<Database>(), TimeProvider.System);

    private static async Task<IServiceProvider> StoreAsync() => (await TestStore.StartAsync()).Services;
}
