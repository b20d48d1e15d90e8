using Cto.Grains.Widgets;
using Cto.Web.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;

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
        var widget = new WidgetKey(tenant, "delivery.dora", "period=last-month");
        var before = await AnsweredAsync(shared, widget);
        Assert.Equal(TimeSpan.Zero, before.Reply!.Query.From!.Value.UtcDateTime.TimeOfDay);

        await client.AskAsync(HttpMethod.Patch, "/api/v1/tenant", new { timeZone = "Asia/Tokyo" });

        var after = await AnsweredAsync(shared, widget);
        Assert.Equal(TimeSpan.FromHours(15), after.Reply!.Query.From!.Value.UtcDateTime.TimeOfDay);
    }

    /// <summary>What it shows once it is not asking any more, however long that takes.</summary>
    private static async Task<WidgetSnapshot> AnsweredAsync(SharedWeb shared, WidgetKey widget)
    {
        var widgets = shared.Web.Services.GetRequiredService<WidgetReader>();
        WidgetSnapshot shown = null!;
        await Waiting.UntilAsync(async () => (shown = await widgets.ReadAsync(widget, TimeSpan.FromSeconds(5))).State is not (WidgetState.Loading or WidgetState.Refreshing));
        return shown;
    }
}
