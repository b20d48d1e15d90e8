using Cto.Domain.Sources;
using Cto.Grains.Sources;

namespace Cto.Grains.Tests.Sources;

public sealed class SourceWebhookTests : IAsyncLifetime
{
    private SourceHost _host = null!;
    private ISourceGrain _source = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        _source = await _host.StartedAsync();
        await SourceHost.UntilAsync(_source, SourceState.Idle);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_delivery_is_stored_at_once_and_its_replay_changes_nothing()
    {
        Assert.Equal(WebhookVerdict.Accepted, (await SendAsync("77 5 Fresh")).Verdict);
        var first = await RowAsync(77);
        Assert.Equal(WebhookVerdict.Accepted, (await SendAsync("77 5 Fresh")).Verdict);
        Assert.Equal(first, await RowAsync(77));
        Assert.Equal("Fresh", first.Title);
        Assert.Equal(31, (await _source.Status())!.Streams["pulls"].Facts);
        Assert.Equal(31, (await _host.Sources.ListAsync(_host.Tenant, TestContext.Current.CancellationToken))[0].Streams["pulls"].Facts);
    }

    [Fact]
    public async Task Deliveries_out_of_order_leave_the_newest()
    {
        foreach (var delivery in new[] { "77 6 Second", "77 8 Fourth", "77 5 First", "77 7 Third" })
        {
            await SendAsync(delivery);
        }

        Assert.Equal("Fourth", (await RowAsync(77)).Title);
    }

    [Fact]
    public async Task A_forged_delivery_leaves_no_trace_and_one_of_nothing_is_ignored()
    {
        Assert.Equal(WebhookVerdict.Rejected, (await SendAsync("forged")).Verdict);
        Assert.Equal(WebhookVerdict.Ignored, (await SendAsync("what?")).Verdict);
        Assert.Equal(30, (await _host.QueryAsync<long>("select count(*) from pull_request"))[0]);
    }

    [Fact]
    public async Task While_paused_nothing_is_taken_and_the_sync_after_it_brings_it()
    {
        await _source.Pause();
        Assert.Equal(WebhookVerdict.Ignored, (await SendAsync("30 5 Later")).Verdict);
        _host.Connector.Total = 31;
        await _source.Resume();
        await SourceHost.UntilAsync(_source, status => status!.Streams["pulls"].Facts == 31);
    }

    [Fact]
    public async Task A_delivery_that_tells_too_little_pulls_its_stream_also_when_it_comes_during_a_sync()
    {
        await SendAsync("refresh pulls");
        await SourceHost.UntilAsync(_source, status => status!.State == SourceState.Idle && _host.Connector.Pulls[^1] == "pulls from 30");
        var gate = new TaskCompletionSource();
        _host.Connector.Total = 35;
        _host.Connector.BeforePage = (_, _, _) => gate.Task;
        Assert.Equal(SyncRequest.Started, await _source.RequestSync());
        await SourceHost.UntilAsync(_source, SourceState.Syncing);
        await SendAsync("refresh commits");
        gate.SetResult();
        await SourceHost.UntilAsync(_source, status => status!.State == SourceState.Idle && _host.Connector.Pulls[^1] == "commits from 35");
        Assert.Equal(1, _host.Connector.MostAtOnce);
    }

    [Fact]
    public async Task However_often_something_is_told_the_whole_is_read_in_its_turn()
    {
        var whole = (await _source.Status())!.LastSuccessAt!.Value;
        _host.Clock.Advance(TimeSpan.FromMinutes(4));

        await SendAsync("refresh pulls");

        var told = await SourceHost.UntilAsync(_source, status => status!.State == SourceState.Idle && _host.Connector.Pulls[^1] == "pulls from 30");
        Assert.Equal(whole, told!.LastSuccessAt);
        Assert.InRange(told.NextAttemptAt!.Value - whole, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));
    }

    [Fact]
    public async Task It_is_answered_while_a_sync_runs()
    {
        var gate = new TaskCompletionSource();
        _host.Connector.Total = 35;
        _host.Connector.BeforePage = (_, _, _) => gate.Task;
        await _source.RequestSync();
        await SendAsync("77 5 Meanwhile");
        Assert.Equal("Meanwhile", (await RowAsync(77)).Title);
        gate.SetResult();
    }

    [Fact]
    public async Task What_is_derived_from_it_is_up_to_date_before_anybody_asks()
    {
        var before = await _host.QueryAsync<DateTime>("select refreshed_at from delivery_state");
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        await SendAsync("77 5 Fresh");
        Assert.Empty(await _host.QueryAsync<long>("select id from delivery_dirty"));
        Assert.NotEqual(before, await _host.QueryAsync<DateTime>("select refreshed_at from delivery_state"));
    }

    private Task<WebhookReceipt> SendAsync(string body) => _source.Receive(SourceHost.Delivery(body));

    private async Task<(string Title, DateTime WrittenAt)> RowAsync(int number) =>
        Assert.Single(await _host.QueryAsync<(string, DateTime)>($"select title, written_at from pull_request where key = 'p{number}'"));
}
