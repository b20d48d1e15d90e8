using System.Collections;
using Cto.Grains.Embedded;
using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

/// <summary>Observers of a grain, each known by its own reference.</summary>
public class ObserverManager<TObserver> : ObserverManager<IAddressable, TObserver>
{
    /// <summary>An empty set; an observer that does not subscribe again within that time is dropped.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
        : base(expiration, log)
    {
    }
}

/// <summary>Observers of a grain, dropped when they fail or stop renewing their subscription.</summary>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, (TObserver Observer, DateTime LastSeen)> _entries = [];
    private readonly ILogger _logger;

    /// <summary>An empty set; an observer that does not subscribe again within that time is dropped.</summary>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        ExpirationDuration = expiration;
        _logger = log;
        var clock = Activation.InTurn?.Runtime.Clock ?? TimeProvider.System;
        GetDateTime = () => clock.GetUtcNow().UtcDateTime;
    }

    /// <summary>Gives the present, in UTC.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How long a subscription lasts.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>Subscriptions, the expired ones that were not dropped yet included.</summary>
    public int Count => _entries.Count;

    /// <summary>A copy of the subscriptions.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _entries.ToDictionary(entry => entry.Key, entry => entry.Value.Observer);

    /// <summary>Adds an observer, or renews its subscription.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _entries[id] = (observer, GetDateTime());

    /// <summary>Drops an observer.</summary>
    public void Unsubscribe(TIdentity id) => _entries.Remove(id);

    /// <summary>Drops all.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Drops those whose subscription has run out.</summary>
    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, _) in _entries.Where(entry => IsExpired(entry.Value.LastSeen, now)).ToList())
        {
            _entries.Remove(id);
        }
    }

    /// <summary>Calls each observer in turn and waits for it; one that fails is dropped.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    /// <summary>Calls each observer without waiting; one that fails at once is dropped.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(notification);
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                notification(observer);
            }
            catch (Exception exception)
            {
                Drop(id, exception);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _entries.Values.Select(entry => entry.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsExpired(DateTime lastSeen, DateTime now) => now - lastSeen > ExpirationDuration;

    // A copy: a notification may await, and subscriptions come and go meanwhile.
    private List<(TIdentity Id, TObserver Observer)> Current(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _entries.Where(entry => predicate?.Invoke(entry.Value.Observer) ?? true).Select(entry => (entry.Key, entry.Value.Observer))];
    }

    private void Drop(TIdentity id, Exception reason)
    {
        LogDropped(reason, id);
        _entries.Remove(id);
    }

    [LoggerMessage(LogLevel.Debug, "The observer {Observer} failed and is dropped.")]
    private partial void LogDropped(Exception reason, TIdentity observer);
}
