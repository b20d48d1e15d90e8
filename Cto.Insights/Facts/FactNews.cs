using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cto.Insights.Storage;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Insights.Facts;

/// <summary>Tells every node that facts of a tenant changed. The news goes the way of the facts, through Postgres: where they can be read it arrives, whatever else is away.</summary>
/// <remarks>While a node has lost its connection it hears nothing; when it is back, everybody who listens is told as if everything had changed.</remarks>
public sealed partial class FactNews(Database database, TimeProvider clock, ILogger<FactNews> logger) : BackgroundService
{
    private const string Channel = "cto_facts";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long silence is taken for peace before the connection is tried.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, ImmutableList<Listener>> _listeners = new();

    /// <summary>Tells our own news from that of others.</summary>
    private readonly string _self = Guid.NewGuid().ToString("N");

    /// <summary>Tells of facts that are committed: in this process before it returns, elsewhere a moment later.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="kinds">The kinds that changed (<see cref="Domain.FactKinds"/>).</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TellAsync(Guid tenantId, IEnumerable<string> kinds, CancellationToken cancellationToken)
    {
        string[] changed = [.. kinds];
        Hear(tenantId, changed);
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new("select pg_notify(@Channel, @text)", new { Channel, text = $"{_self} {tenantId:D} {string.Join(' ', changed)}" }, cancellationToken: cancellationToken));
    }

    /// <summary>Has the caller told of each change in this process until it disposes what it gets.</summary>
    /// <param name="tenantId">Whose facts.</param>
    /// <param name="kinds">Of these kinds.</param>
    /// <param name="changed">Told once a change, on a thread of its own choosing; must not throw.</param>
    public IDisposable Listen(Guid tenantId, IReadOnlyCollection<string> kinds, Action changed)
    {
        var listener = new Listener(this, tenantId, kinds, changed);
        _listeners.AddOrUpdate(tenantId, _ => [listener], (_, known) => known.Add(listener));
        return listener;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (StoreFailures.IsPassing(e))
            {
                LogDeaf(e);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        connection.Notification += (_, news) => Hear(news.Payload);
        await connection.ExecuteAsync(new($"listen {Channel}", cancellationToken: cancellationToken));
        HearEverything();
        while (true)
        {
            if (!await connection.WaitAsync(Silence, cancellationToken))
            {
                await connection.ExecuteAsync(new("select 1", cancellationToken: cancellationToken));
            }
        }
    }

    private void Hear(string payload)
    {
        if (payload.Split(' ') is [var teller, var id, .. var kinds] && teller != _self && Guid.TryParse(id, out var tenant))
        {
            Hear(tenant, kinds);
        }
    }

    private void Hear(Guid tenant, string[] kinds)
    {
        foreach (var listener in _listeners.GetValueOrDefault(tenant) ?? [])
        {
            if (listener.Kinds.Any(kinds.Contains))
            {
                listener.Changed();
            }
        }
    }

    private void HearEverything()
    {
        foreach (var listener in _listeners.Values.SelectMany(listeners => listeners))
        {
            listener.Changed();
        }
    }

    private void Leave(Listener listener) => _listeners.AddOrUpdate(listener.Tenant, _ => [], (_, known) => known.Remove(listener));

    [LoggerMessage(LogLevel.Warning, "News of changed facts cannot be heard now; it is tried again.")]
    private partial void LogDeaf(Exception exception);

    private sealed class Listener(FactNews news, Guid tenant, IReadOnlyCollection<string> kinds, Action changed) : IDisposable
    {
        public Guid Tenant => tenant;

        public IReadOnlyCollection<string> Kinds => kinds;

        public void Changed() => changed();

        public void Dispose() => news.Leave(this);
    }
}
