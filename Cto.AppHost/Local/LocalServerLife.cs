using Aspire.Hosting.Eventing;
using Cto.AppHost.Lifetime;
using Cto.AppHost.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cto.AppHost.Local;

/// <summary>Starts a local server, tells Aspire how it does, and starts it again when it ends, until it is stopped.</summary>
internal sealed partial class LocalServerLife(LocalServerResource server, IServiceProvider services) : IDisposable
{
    private readonly ResourceNotificationService _notifications = services.GetRequiredService<ResourceNotificationService>();
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();
    private readonly ILogger _log = services.GetRequiredService<ResourceLoggerService>().GetLogger(server);
    private readonly SemaphoreSlim _turn = new(1);
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _wasReady;

    /// <summary>Returns at once: whoever needs the server waits for its state.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_running.IsCompleted)
            {
                _stop.Dispose();
                _stop = new();
                _running = RunAsync(_stop.Token);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Returns when the server has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _stop.CancelAsync();
            await _running;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var backoff = new Backoff(_clock);
        try
        {
            while (await OnceAsync(backoff, stopping))
            {
                var pause = backoff.Ended();
                LogPause(pause.TotalSeconds);
                await Task.Delay(pause, _clock, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await TellAsync(KnownResourceStates.Exited);
        }
    }

    /// <returns>Whether to try again.</returns>
    private async Task<bool> OnceAsync(Backoff backoff, CancellationToken stopping)
    {
        try
        {
            await TellAsync(KnownResourceStates.Starting);
            backoff.Started();
            await server.StartAsync(LogLine, stopping);
            await ReadyAsync(stopping);
            LogEnded(await server.EndedAsync().WaitAsync(stopping));
            await TellAsync(KnownResourceStates.Exited);
        }
        catch (PostgresUnavailableException e)
        {
            LogEnded(e.Message);
            await TellAsync(KnownResourceStates.FailedToStart);
            if (!_wasReady)
            {
                services.GetRequiredService<Outcome>().Fail(e.Message);
                return false;
            }
        }
        finally
        {
            await server.StopAsync();
        }

        return true;
    }

    private async Task ReadyAsync(CancellationToken stopping)
    {
        if (!_wasReady)
        {
            _wasReady = true;
            var events = services.GetRequiredService<IDistributedApplicationEventing>();
            foreach (var resource in Family().OfType<IResourceWithConnectionString>())
            {
                await events.PublishAsync(new ConnectionStringAvailableEvent(resource, services), stopping);
            }
        }

        await TellAsync(KnownResourceStates.Running);
    }

    private async Task TellAsync(string state)
    {
        foreach (var resource in Family())
        {
            await _notifications.PublishUpdateAsync(resource, known => known with
            {
                State = state,
                StartTimeStamp = state == KnownResourceStates.Running ? _clock.GetUtcNow().UtcDateTime : known.StartTimeStamp,
                StopTimeStamp = state == KnownResourceStates.Exited ? _clock.GetUtcNow().UtcDateTime : null,
                Properties = [new ResourcePropertySnapshot("server", server.Description)],
            });
        }
    }

    /// <summary>The server and what is in it: Aspire moves only the children of what it runs itself.</summary>
    private IEnumerable<IResource> Family() => services.GetRequiredService<DistributedApplicationModel>().Resources
        .Where(resource => resource == server || (resource is IResourceWithParent child && child.Parent == server));

    [LoggerMessage(LogLevel.Information, "{Line}")]
    private partial void LogLine(string line);

    [LoggerMessage(LogLevel.Warning, "{Reason}")]
    private partial void LogEnded(string reason);

    [LoggerMessage(LogLevel.Information, "starting again in {Seconds:0.#} s")]
    private partial void LogPause(double seconds);
}
