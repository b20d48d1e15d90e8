namespace Cto.Web.Nodes;

/// <summary>Lets a node that starts without Redis wait for it: nodes meet there, and one that met nobody would look after everything a second time.</summary>
internal sealed partial class RedisWait(SharedRedis redis, TimeProvider clock, ILogger<RedisWait> logger) : IHostedService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Remind = TimeSpan.FromSeconds(10);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var told = long.MinValue;
        while (!redis.Connection.IsConnected)
        {
            if (told == long.MinValue || clock.GetElapsedTime(told) > Remind)
            {
                LogWaits();
                told = clock.GetTimestamp();
            }

            await Task.Delay(Look, clock, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Redis is away: this node starts when it is there.")]
    private partial void LogWaits();
}
