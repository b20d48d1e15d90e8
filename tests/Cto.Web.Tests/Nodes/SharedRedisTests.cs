using Cto.Testing;
using Cto.Web.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cto.Web.Tests.Nodes;

public sealed class SharedRedisTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private ConnectionMultiplexer _connection = null!;
    private SharedRedis _redis = null!;

    public async ValueTask InitializeAsync()
    {
        _connection = await ConnectionMultiplexer.ConnectAsync(RedisServer.Shared.ConnectionString);
        _redis = new(_connection, new ConfigurationBuilder().Build(), _clock, NullLogger<SharedRedis>.Instance);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task A_redis_that_hangs_is_waited_for_once_and_then_let_be_for_a_moment()
    {
        var asked = _redis.AskAsync(_ => new TaskCompletionSource<int>().Task, () => 7).AsTask();
        Assert.False(asked.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(7, await asked.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));

        Assert.True(_redis.IsAway);
        Assert.Equal(8, await _redis.AskAsync(_ => Task.FromResult(1), () => 8));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_redis.IsAway);
        Assert.Equal(1, await _redis.AskAsync(_ => Task.FromResult(1), () => 9));
    }

    [Fact]
    public async Task What_redis_refuses_is_done_without_it_and_a_mistake_of_ours_is_not_hidden()
    {
        Assert.Equal(-1L, await _redis.AskAsync(async database => (long)await database.ScriptEvaluateAsync("return redis.call('NO SUCH COMMAND')"), () => -1L));
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _redis.AskAsync<int>(_ => throw new InvalidOperationException(), () => 1));
    }
}
