using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Cto.Web.Nodes;

/// <summary>Tells the nodes what changed, so that none goes on from what it remembers.</summary>
/// <remarks>
/// Redis keeps no message for who is not there. Therefore nothing is remembered for longer than <see cref="KeepFor"/>, and everything is let go whenever the
/// connection breaks and when it is back.
/// </remarks>
internal sealed partial class NodeNews(SharedRedis redis, TimeProvider clock, ILogger<NodeNews> logger) : BackgroundService
{
    /// <summary>What a lost message may cost.</summary>
    public static readonly TimeSpan Connected = TimeSpan.FromSeconds(10);

    /// <summary>How late a change is seen while no messages come.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Listener> _listeners = new(StringComparer.Ordinal);
    private readonly RedisChannel _channel = RedisChannel.Literal(redis.Key("news"));
    private volatile bool _isSubscribed;

    /// <summary>How long something may be remembered without a look at the truth.</summary>
    public TimeSpan KeepFor => _isSubscribed && !redis.IsAway ? Connected : Apart;

    /// <summary>Listens for one kind of news for as long as the process lives.</summary>
    /// <param name="topic">The kind: one word.</param>
    /// <param name="heard">Takes what changed, as it was told; also of this node's own news.</param>
    /// <param name="missed">Lets everything go: news may have been lost.</param>
    public void Listen(string topic, Action<string> heard, Action missed) => _listeners[topic] = new(heard, missed);

    /// <summary>Tells every node; while Redis is away nobody hears it, and they find out within <see cref="Apart"/>.</summary>
    public async Task TellAsync(string topic, string what = "") =>
        await redis.AskAsync(database => database.PublishAsync(_channel, $"{topic} {what}"), () => 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        redis.Connection.ConnectionFailed += OnFailed;
        redis.Connection.ConnectionRestored += OnRestored;
        while (!_isSubscribed)
        {
            try
            {
                // Once subscribed, the connection subscribes again by itself whenever it comes back.
                await redis.Connection.GetSubscriber().SubscribeAsync(_channel, (_, message) => Hear(message.ToString()));
                _isSubscribed = true;
                Miss();
            }
            catch (Exception e) when (SharedRedis.IsPassing(e))
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        redis.Connection.ConnectionFailed -= OnFailed;
        redis.Connection.ConnectionRestored -= OnRestored;
        await base.StopAsync(cancellationToken);
    }

    private void OnFailed(object? sender, ConnectionFailedEventArgs e) => Miss();

    private async void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        Miss();
        try
        {
            // The answer comes after the subscription: what was remembered until then may be what a message was about.
            await redis.Connection.GetSubscriber().PingAsync();
            Miss();
        }
        catch (Exception exception) when (SharedRedis.IsPassing(exception))
        {
            // Gone again; the next time comes by itself.
        }
    }

    private void Hear(string message)
    {
        var (topic, what) = message.Split(' ', 2) is [var first, var rest] ? (first, rest) : (message, "");
        if (_listeners.TryGetValue(topic, out var listener))
        {
            Try(topic, () => listener.Heard(what));
        }
    }

    private void Miss()
    {
        foreach (var (topic, listener) in _listeners)
        {
            Try(topic, listener.Missed);
        }
    }

    // A node of another version may say what this one does not understand; that must not keep the other news away.
    private void Try(string topic, Action act)
    {
        try
        {
            act();
        }
        catch (FormatException e)
        {
            LogNotUnderstood(e, topic);
        }
    }

    [LoggerMessage(LogLevel.Warning, "News of '{Topic}' was not understood.")]
    private partial void LogNotUnderstood(Exception exception, string topic);

    private sealed record Listener(Action<string> Heard, Action Missed);
}
