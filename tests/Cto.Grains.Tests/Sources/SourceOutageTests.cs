using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Grains.Tests.Sources;

public sealed class SourceOutageTests
{
    [Fact]
    public async Task A_page_read_while_Postgres_is_away_for_ten_seconds_is_kept_and_nothing_is_read_twice()
    {
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await PostgresCluster.StartOwnAsync(token);
        await using var host = await SourceHost.StartAsync(cluster);
        host.Connector.BeforePage = async (stream, first, _) =>
        {
            if (stream == "commits" && first == 10)
            {
                await cluster.StopAsync();
            }
        };
        var source = await host.StartedAsync();
        var status = (await SourceHost.UntilAsync(source, now => now?.Fault is not null))!;
        Assert.Equal((SourceState.Syncing, SourceFault.StorageFailed), (status.State, status.Fault!.Kind));
        Assert.Contains("disk space and the database", status.Fault.Remedy, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await cluster.RestartAsync(token);
        status = await host.AdvanceUntilAsync(source, now => now.State == SourceState.Idle, TimeSpan.FromSeconds(5));
        Assert.Null(status.Fault);
        Assert.Equal(["commits from start", "pulls from start"], host.Connector.Pulls);
        Assert.Equal([30, 30], await host.QueryAsync<long>("select count(*) from commit union all select count(*) from pull_request"));
    }

    [Fact]
    public async Task Away_for_longer_it_is_a_state_and_the_sync_goes_on_where_it_was_committed()
    {
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await PostgresCluster.StartOwnAsync(token);
        await using var host = await SourceHost.StartAsync(cluster);
        host.Connector.BeforePage = async (stream, first, _) =>
        {
            if (stream == "commits" && first == 10 && host.Connector.Pulls.Count == 1)
            {
                await cluster.StopAsync();
            }
        };
        var source = await host.StartedAsync();
        var status = await host.AdvanceUntilAsync(source, now => now.State == SourceState.Failing, TimeSpan.FromSeconds(10));
        Assert.Equal(SourceFault.StorageFailed, status.Fault!.Kind);
        await cluster.RestartAsync(token);
        await host.AdvanceUntilAsync(source, now => now.State == SourceState.Idle, TimeSpan.FromSeconds(10));
        Assert.Equal(["commits from start", "commits from 10", "pulls from start"], host.Connector.Pulls);
        Assert.Equal([30, 30], await host.QueryAsync<long>("select count(*) from commit union all select count(*) from pull_request"));

        // The run that failed while nothing could be written is in the history too.
        Assert.Equal(["failed 10", "succeeded 50"], await host.RunsAsync(2));
    }

    [Fact]
    public async Task A_full_disk_is_a_state_and_nothing_is_spoilt()
    {
        await using var host = await SourceHost.StartAsync();
        await host.AsOwnerAsync("""
            create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
            create trigger full_disk before insert on pull_request for each row when (new.number = 20) execute function full_disk()
            """);
        var source = await host.StartedAsync();
        var status = await host.AdvanceUntilAsync(source, now => now.State == SourceState.Failing, TimeSpan.FromSeconds(10));
        Assert.Equal((SourceFault.StorageFailed, "The disk of the database is full."), (status.Fault!.Kind, status.Fault.Message));
        Assert.Equal(20, status.Streams["pulls"].Facts);
        await host.AsOwnerAsync("drop trigger full_disk on pull_request");
        status = await host.AdvanceUntilAsync(source, now => now.State == SourceState.Idle, TimeSpan.FromSeconds(10));
        Assert.Equal((30L, "pulls from 20"), (status.Streams["pulls"].Facts, host.Connector.Pulls[^1]));
    }
}
