using Cto.Domain.Sources;
using Cto.Grains.Sources;

namespace Cto.Grains.Tests.Sources;

/// <summary>What calls to a vendor cost, a month and a source.</summary>
public sealed class SourceUsageTests : IAsyncLifetime
{
    private SourceHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        Charge(0.01m);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Calls_and_their_cost_are_counted_a_month_and_outlive_the_process()
    {
        var id = await _host.ConnectAsync();
        var source = await SyncedAsync(id);
        Assert.Equal(new MonthlyUsage(new(2026, 6, 1), 6, 0.06m, null), (await source.Status())!.Usage);

        await _host.RestartAsync();
        Charge(0.01m);
        source = _host.Grain(id);
        Assert.Equal(6, (await source.Status())!.Usage.Calls);

        _host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(new(2026, 7, 1), (await source.Status())!.Usage.Month);
        Assert.Equal(["2026-06-01 6 0.06"], await _host.QueryAsync<string>("select month || ' ' || calls || ' ' || cost from source_usage where month = '2026-06-01'"));
    }

    [Fact]
    public async Task Paid_calls_stop_at_the_budget_and_go_on_when_it_is_raised()
    {
        var id = await _host.ConnectAsync("paid", null, ("monthlyBudget", "0.045"));
        var source = _host.Grain(id);
        await source.Start();

        var status = await SourceHost.UntilAsync(source, SourceState.Idle);

        var stopped = status.Streams["pulls"].Fault!;
        Assert.Equal((SourceFault.Forbidden, 4L, 0.04m, 0.045m), (stopped.Kind, status.Usage.Calls, status.Usage.Cost, status.Usage.Budget));
        Assert.Contains("budget", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_shows_its_cost_afterwards_stops_too()
    {
        var usage = new SourceUsage(0.05m);
        usage.Call(0, isCharged: true);
        usage.Pay(0.06m);

        usage.Call(0, isCharged: false);
        Assert.Equal(SourceFault.Forbidden, Assert.Throws<SourceException>(() => usage.Call(0, isCharged: true)).Fault);
        Assert.Equal(new UsageCount(2, 0.06m), usage.Take());
    }

    [Fact]
    public async Task Free_calls_are_not_held_back_by_a_budget()
    {
        Charge(0);
        var source = await SyncedAsync(await _host.ConnectAsync("free", null, ("monthlyBudget", "0")));

        Assert.Equal((6L, 0m), ((await source.Status())!.Usage.Calls, (await source.Status())!.Usage.Cost));
    }

    private async Task<ISourceGrain> SyncedAsync(Guid id)
    {
        var source = _host.Grain(id);
        await source.Start();
        await SourceHost.UntilAsync(source, SourceState.Idle);
        return source;
    }

    private void Charge(decimal price) => _host.Connector.BeforePage = (_, _, _) =>
    {
        SourceUsage.Current!.Call(price, price > 0);
        return Task.CompletedTask;
    };
}
