using Cto.Grains.Widgets;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Cto.Web.Tests.Tenants;

public sealed class TenantChangingTests
{
    [Fact]
    public async Task Tiles_ask_anew_when_the_companys_time_zone_changes()
    {
        var shared = await SharedWeb.GetAsync();
        using var client = await shared.TenantAsync();
        var tenant = (await client.FetchAsync("/api/v1/me")).GetProperty("tenant").GetProperty("id").GetGuid();
        await client.PushAsync(new { kind = "deployment", key = "d1", service = "shop", environment = "production", finishedAt = "2026-01-01T00:00:00Z", result = "success" });
        var widget = shared.Web.Services.GetRequiredService<IGrainFactory>().GetGrain<IWidgetGrain>(new WidgetKey(tenant, "delivery.dora", "period=last-month").ToString());
        var before = await widget.Read(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, before.Reply!.Query.From!.Value.UtcDateTime.TimeOfDay);

        await client.AskAsync(HttpMethod.Patch, "/api/v1/tenant", new { timeZone = "Asia/Tokyo" });

        var after = await widget.Read(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromHours(15), after.Reply!.Query.From!.Value.UtcDateTime.TimeOfDay);
    }
}
