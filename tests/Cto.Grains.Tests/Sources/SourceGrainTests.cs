using Cto.Domain.Sources;
using Cto.Grains.Sources;

namespace Cto.Grains.Tests.Sources;

public sealed class SourceGrainTests : IAsyncLifetime
{
    private SourceHost _host = null!;

    private ScriptedConnector Vendor => _host.Connector;

    public async ValueTask InitializeAsync() => _host = await SourceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_first_sync_brings_every_stream_and_the_next_goes_on_from_the_cursors()
    {
        var source = await _host.StartedAsync();
        var status = await SourceHost.UntilAsync(source, SourceState.Idle);
        Assert.Equal((30L, 30L), (status.Streams["commits"].Facts, status.Streams["pulls"].Facts));
        Assert.Equal((_host.Clock.GetUtcNow(), 0d), (status.LastSuccessAt, status.LagSeconds));
        Assert.Equal(97, status.RateLimit!.Remaining);
        Assert.Null(status.Fault);
        Vendor.Total = 35;
        await _host.AdvanceUntilAsync(source, now => now.Streams["pulls"].Facts == 35, TimeSpan.FromSeconds(10));
        Assert.Equal(["commits from start", "pulls from start", "commits from 30", "pulls from 30"], Vendor.Pulls);
        Assert.Equal(["succeeded 60", "succeeded 10"], await _host.RunsAsync(2));
    }

    [Fact]
    public async Task The_poll_comes_by_itself_about_when_the_connector_says()
    {
        var source = await _host.StartedAsync();
        var first = await SourceHost.UntilAsync(source, SourceState.Idle);
        Assert.InRange(first.NextAttemptAt!.Value - _host.Clock.GetUtcNow(), TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));
        _host.Clock.Advance(TimeSpan.FromMinutes(4.4));
        Assert.Equal(2, Vendor.Pulls.Count);
        await _host.AdvanceUntilAsync(source, now => now.LastSuccessAt > first.LastSuccessAt, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task One_sync_runs_at_a_time_and_its_progress_is_true()
    {
        var gate = new TaskCompletionSource();
        Vendor.BeforePage = (stream, first, _) => stream == "pulls" && first == 10 ? gate.Task : Task.CompletedTask;
        var source = await _host.StartedAsync();
        var status = (await SourceHost.UntilAsync(source, now => now?.Progress is { Stream: "pulls" }))!;
        Assert.Equal((SourceState.Syncing, 10L, 10 / 30d), (status.State, status.Progress!.Records, status.Progress.Share));
        Assert.All(await Task.WhenAll(source.RequestSync(), source.RequestSync()), answer => Assert.Equal(SyncRequest.AlreadyRunning, answer));
        gate.SetResult();
        await SourceHost.UntilAsync(source, SourceState.Idle);
        Assert.Equal((1, 2), (Vendor.MostAtOnce, Vendor.Pulls.Count));
    }

    [Fact]
    public async Task Throttled_it_waits_as_long_as_upstream_says_and_no_request_shortens_that()
    {
        var until = _host.Clock.GetUtcNow().AddMinutes(42);
        Vendor.BeforePage = (_, first, _) => first == 10 && _host.Clock.GetUtcNow() < until
            ? throw new SourceException(SourceFault.Throttled, "The limit is used up.") { RetryAt = until }
            : Task.CompletedTask;
        var source = await _host.StartedAsync();
        var status = await SourceHost.UntilAsync(source, SourceState.Throttled);
        Assert.Equal((until, SourceFault.Throttled), (status.ThrottledUntil, status.Fault!.Kind));
        Assert.InRange(status.NextAttemptAt!.Value, until, until.AddSeconds(5));
        Assert.Equal(SyncRequest.Throttled, await source.RequestSync());
        Assert.Single(Vendor.Pulls);
        await _host.AdvanceUntilAsync(source, now => now.State == SourceState.Idle, TimeSpan.FromMinutes(1));
        Assert.Equal(["commits from start", "commits from 10", "pulls from start"], Vendor.Pulls);
        Assert.Equal(60, (await _host.QueryAsync<long>("select (select count(*) from commit) + (select count(*) from pull_request)"))[0]);
    }

    [Fact]
    public async Task Failing_it_tries_less_and_less_often_says_since_when_and_recovers()
    {
        var failing = true;
        Vendor.BeforePage = (_, _, _) => failing ? throw new SourceException(SourceFault.UnexpectedReply, "Garbage.") : Task.CompletedTask;
        var source = await _host.StartedAsync();
        DateTimeOffset? since = null;
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var status = await _host.AdvanceUntilAsync(source, now => now.State == SourceState.Failing && Vendor.Pulls.Count == attempt * 2, TimeSpan.FromSeconds(1));
            waits.Add(status.NextAttemptAt!.Value - _host.Clock.GetUtcNow());
            Assert.Equal((SourceFault.UnexpectedReply, "Garbage.", since ??= status.Fault!.Since), (status.Fault!.Kind, status.Fault.Message, status.Fault.Since));
            Assert.Contains("vendor's API", status.Fault.Remedy, StringComparison.Ordinal);
        }

        Assert.True(waits.Zip(waits.Skip(1)).All(pair => pair.Second > pair.First * 1.3), string.Join(", ", waits));
        failing = false;
        Assert.Equal(SyncRequest.Started, await source.RequestSync());
        Assert.Null((await SourceHost.UntilAsync(source, SourceState.Idle)).Fault);
    }

    [Fact]
    public async Task A_stream_that_may_not_be_read_is_named_and_does_not_hold_up_the_others()
    {
        var refused = true;
        Vendor.BeforePage = (stream, _, _) => refused && stream == "commits" ? throw new SourceException(SourceFault.Forbidden, "The token may not read commits.") : Task.CompletedTask;
        var (source, began) = (await _host.StartedAsync(), _host.Clock.GetUtcNow());
        var status = await SourceHost.UntilAsync(source, SourceState.Idle);
        Assert.Equal((null, 30L, began), (status.Fault, status.Streams["pulls"].Facts, status.LastSuccessAt));
        Assert.Equal((began, 0d, null), (status.Streams["pulls"].KnownUntil, status.Streams["pulls"].LagSeconds, status.Streams["pulls"].Fault));
        Assert.Equal((null, SourceFault.Forbidden, "The token may not read commits.", began), (status.Streams["commits"].LagSeconds, status.Streams["commits"].Fault!.Kind, status.Streams["commits"].Fault!.Message, status.Streams["commits"].Fault!.Since));
        Assert.InRange(status.NextAttemptAt!.Value - began, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));

        var again = await _host.AdvanceUntilAsync(source, now => now.State == SourceState.Idle && now.Streams["pulls"].KnownUntil > began, TimeSpan.FromSeconds(5));
        Assert.Equal(began, again.Streams["commits"].Fault!.Since);

        refused = false;
        await source.RequestSync();
        var whole = await SourceHost.UntilAsync(source, now => now is { State: SourceState.Idle } && now.Streams["commits"].Facts == 30);
        Assert.Equal((null, whole!.LastSuccessAt), (whole.Streams["commits"].Fault, whole.Streams["commits"].KnownUntil));
        await _host.RestartAsync();
        Assert.Equal(whole.Streams["commits"].KnownUntil, (await _host.Grain(whole.Id).Status())!.Streams["commits"].KnownUntil);
    }

    [Fact]
    public async Task A_source_that_may_read_nothing_at_all_fails()
    {
        Vendor.BeforePage = (_, _, _) => throw new SourceException(SourceFault.Forbidden, "The token may not read it.");
        var status = await SourceHost.UntilAsync(await _host.StartedAsync(), SourceState.Failing);
        Assert.Equal((SourceFault.Forbidden, null), (status.Fault!.Kind, status.LastSuccessAt));
        Assert.Equal(["failed 0"], await _host.RunsAsync(1));
    }

    [Fact]
    public async Task While_one_stream_fails_the_lag_of_the_others_is_theirs()
    {
        var source = await _host.StartedAsync();
        await SourceHost.UntilAsync(source, SourceState.Idle);
        Vendor.Total = 40;
        Vendor.BeforePage = (stream, _, _) => stream == "commits" ? throw new SourceException(SourceFault.UnexpectedReply, "Garbage.") : Task.CompletedTask;
        _host.Clock.Advance(TimeSpan.FromMinutes(4));
        await source.RequestSync();
        var status = await SourceHost.UntilAsync(source, SourceState.Failing);
        Assert.Equal((240d, 0d), (status.Streams["commits"].LagSeconds, status.Streams["pulls"].LagSeconds));
        Assert.Equal((240d, SourceFault.UnexpectedReply), (status.LagSeconds, status.Streams["commits"].Fault!.Kind));
    }

    [Theory]
    [InlineData(-17, true)]
    [InlineData(5, false)]
    public async Task Refused_credentials_whose_end_is_known_fail_since_then(int hours, bool known)
    {
        Vendor.BeforePage = (_, _, _) => throw new SourceException(SourceFault.Unauthorized, "The token has expired.");
        var (now, ends) = (_host.Clock.GetUtcNow(), _host.Clock.GetUtcNow().AddHours(hours));
        var id = await _host.ConnectAsync();
        await _host.QueryAsync<int>($"update source set credential_expires_at = '{ends:O}' returning 1");
        await _host.Grain(id).Start();
        var status = await SourceHost.UntilAsync(_host.Grain(id), SourceState.Failing);
        Assert.Equal(known ? ends : now, status.Fault!.Since);
    }

    [Fact]
    public async Task A_connector_that_breaks_is_a_state_and_not_the_end()
    {
        Vendor.BeforePage = (_, first, _) => first == 20 ? throw new InvalidOperationException("secret details") : Task.CompletedTask;
        var status = await SourceHost.UntilAsync(await _host.StartedAsync(), SourceState.Failing);
        Assert.Equal(SourceFault.UnexpectedReply, status.Fault!.Kind);
        Assert.DoesNotContain("secret", status.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(20, status.Streams["commits"].Facts);
    }

    [Fact]
    public async Task An_upstream_that_stays_away_is_left_alone_by_all_its_sources_and_asked_again_after_the_break()
    {
        var away = true;
        Vendor.BeforePage = (_, _, _) => away ? throw new SourceException(SourceFault.Unavailable, "No answer.") : Task.CompletedTask;
        var sources = new List<ISourceGrain>();
        for (var index = 0; index < 8; index++)
        {
            var source = await _host.StartedAsync($"source {index}");
            await SourceHost.UntilAsync(source, SourceState.Failing);
            sources.Add(source);
        }

        Assert.Equal(5, Vendor.Pulls.Count(pull => pull == "commits from start"));
        var status = (await sources[^1].Status())!;
        Assert.Contains("left alone", status.Fault!.Message, StringComparison.Ordinal);
        Assert.True(status.NextAttemptAt >= _host.Clock.GetUtcNow().AddMinutes(4.9));
        away = false;
        foreach (var source in sources)
        {
            await _host.AdvanceUntilAsync(source, now => now.State == SourceState.Idle, TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public async Task Paused_in_the_middle_it_stops_stays_so_over_a_restart_and_goes_on_where_it_was()
    {
        var reached = new TaskCompletionSource();
        Vendor.BeforePage = async (stream, first, token) =>
        {
            if (stream == "commits" && first == 20)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }
        };
        var id = await _host.ConnectAsync();
        await _host.Grain(id).Start();
        await reached.Task;
        await _host.Grain(id).Pause();
        var status = await SourceHost.UntilAsync(_host.Grain(id), SourceState.Paused);
        Assert.Null(status.NextAttemptAt);
        await _host.RestartAsync();
        Assert.Equal(SourceState.Paused, (await _host.Grain(id).Status())!.State);
        Assert.Equal(SyncRequest.Paused, await _host.Grain(id).RequestSync());

        // Not so long that the grain goes for being idle: coming back, it would find its time used up by this very step.
        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(Vendor.Pulls);
        await _host.Grain(id).Resume();
        await SourceHost.UntilAsync(_host.Grain(id), now => now is { State: SourceState.Idle, LastSuccessAt: not null });
        Assert.Equal(["commits from 20", "pulls from start"], Vendor.Pulls);
    }

    [Fact]
    public async Task Cancelled_it_stops_and_waits_for_the_next_poll()
    {
        Vendor.BeforePage = (_, first, token) => first == 10 ? Task.Delay(Timeout.InfiniteTimeSpan, token) : Task.CompletedTask;
        var source = await _host.StartedAsync();
        await SourceHost.UntilAsync(source, now => now?.Streams.Count == 1);
        await source.Cancel();
        var status = await SourceHost.UntilAsync(source, SourceState.Idle);
        Assert.Equal((10L, (DateTimeOffset?)null), (status.Streams["commits"].Facts, status.LastSuccessAt));
        Assert.True(status.NextAttemptAt > _host.Clock.GetUtcNow());
        Assert.Equal(["cancelled 10"], await _host.RunsAsync(1));
    }
}
