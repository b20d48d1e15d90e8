using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Testing;

namespace Cto.Grains.Tests.Sources;

/// <summary>How a source begins, changes and goes.</summary>
public sealed class SourceLifeTests : IAsyncLifetime
{
    private SourceHost _host = null!;

    private ScriptedConnector Vendor => _host.Connector;

    public async ValueTask InitializeAsync() => _host = await SourceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Deleted_while_syncing_it_is_gone_at_once_and_its_facts_soon()
    {
        Vendor.BeforePage = (_, first, token) => first == 20 ? Task.Delay(Timeout.InfiniteTimeSpan, token) : Task.CompletedTask;
        var id = await _host.ConnectAsync();
        var source = _host.Grain(id);
        await source.Start();
        await SourceHost.UntilAsync(source, now => now?.Streams.GetValueOrDefault("commits")?.Facts == 20);
        await source.Delete();
        Assert.Null(await source.Status());
        await _host.Clock.AdvanceUntilAsync(() => Vendor.Forgotten.Contains(id), TimeSpan.Zero, TestContext.Current.CancellationToken);
        await UntilGoneAsync();
        Assert.Equal(SyncRequest.NotFound, await _host.Grain(id).RequestSync());
    }

    [Fact]
    public async Task A_removal_that_was_cut_off_is_finished_by_the_next_process()
    {
        var id = await _host.ConnectAsync();
        await _host.Grain(id).Start();
        await SourceHost.UntilAsync(_host.Grain(id), SourceState.Idle);
        await _host.Sources.MarkDeletingAsync(_host.Tenant, id, TestContext.Current.CancellationToken);
        await _host.RestartAsync();
        Assert.Null(await _host.Grain(id).Status());
        await UntilGoneAsync();
        Assert.Equal([id], Vendor.Forgotten);
    }

    [Fact]
    public async Task A_source_whose_process_died_before_it_was_started_is_found_by_the_next()
    {
        var id = await _host.ConnectAsync();
        await _host.RestartAsync();
        await _host.Clock.AdvanceUntilAsync(() => Vendor.Pulls.Count == 2, TimeSpan.Zero, TestContext.Current.CancellationToken);
        await SourceHost.UntilAsync(_host.Grain(id), SourceState.Idle);
    }

    [Fact]
    public async Task New_settings_are_taken_up_by_a_running_sync_and_read_from_the_start()
    {
        Vendor.BeforePage = (_, first, token) => first == 20 ? Task.Delay(Timeout.InfiniteTimeSpan, token) : Task.CompletedTask;
        var id = await _host.ConnectAsync();
        await _host.Grain(id).Start();
        await SourceHost.UntilAsync(_host.Grain(id), now => now?.Streams.GetValueOrDefault("commits")?.Facts == 20);
        Vendor.BeforePage = (_, _, _) => Task.CompletedTask;
        var changed = new NewSource { TenantId = _host.Tenant, Connector = "scripted", Name = "renamed", Settings = SourceSettings.Empty };
        Assert.True(await _host.Sources.UpdateAsync(id, changed, TestContext.Current.CancellationToken));
        await _host.Grain(id).Reload();
        var status = (await SourceHost.UntilAsync(_host.Grain(id), now => now is { State: SourceState.Idle, LastSuccessAt: not null }))!;
        Assert.Equal("renamed", status.Name);
        Assert.Equal(["commits from start", "commits from start", "pulls from start"], Vendor.Pulls);
    }

    [Fact]
    public async Task A_source_nobody_connected_is_nothing()
    {
        var stranger = _host.Grain(Guid.NewGuid());
        Assert.Null(await stranger.Status());
        Assert.Equal(SyncRequest.NotFound, await stranger.RequestSync());
        Assert.Equal(WebhookVerdict.Rejected, (await stranger.Receive(SourceHost.Delivery("1 1 x"))).Verdict);
    }

    private async Task UntilGoneAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while ((await _host.QueryAsync<long>("select (select count(*) from source) + (select count(*) from commit) + (select count(*) from sync_run)"))[0] > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
