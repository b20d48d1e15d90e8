using Cto.AppHost.Hosting;
using Cto.AppHost.Postgres;

namespace Cto.AppHost.Resources;

/// <summary>Keeps one resource running: starts it again when it ends, after a pause that doubles each time.</summary>
internal sealed class Supervisor(Resource resource, Terminal terminal, TimeProvider clock) : IAsyncDisposable
{
    private const int FirstAttempts = 3;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private int _failures;

    /// <summary>Returns when the resource is ready for the first time, or at once when nothing waits for it.</summary>
    /// <exception cref="ResourceFailedException">It did not become ready in several attempts.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stop.Token);
        if (resource.IsAwaited)
        {
            await _ready.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Stops the resource and returns when it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await OnceAsync(stopping))
            {
                var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, ShortestPause.Ticks << Math.Min(_failures, 10)));
                _failures++;
                terminal.Say(resource.Name, $"starting again in {pause.TotalSeconds:0.#} s");
                await Task.Delay(pause, clock, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _ready.TrySetCanceled(stopping);
        }
    }

    /// <returns>Whether to try again.</returns>
    private async Task<bool> OnceAsync(CancellationToken stopping)
    {
        var since = clock.GetTimestamp();
        try
        {
            await resource.StartAsync(stopping);
            _ready.TrySetResult();
            terminal.Say(resource.Name, await resource.EndedAsync().WaitAsync(stopping));
            _failures = clock.GetElapsedTime(since) > Stable ? 0 : _failures;
            return true;
        }
        catch (Exception e) when (e is ResourceFailedException or PostgresUnavailableException)
        {
            if (!_ready.Task.IsCompleted && (IsPermanent(e) || _failures + 1 >= FirstAttempts))
            {
                return GiveUp(e);
            }

            terminal.Say(resource.Name, e.Message);
            return true;
        }
        finally
        {
            await resource.StopAsync();
        }
    }

    /// <summary>The host hears of a resource that it waits for; one that nothing waits for says so itself.</summary>
    private bool GiveUp(Exception reason)
    {
        if (resource.IsAwaited)
        {
            _ready.TrySetException(reason);
        }
        else
        {
            terminal.Say(resource.Name, reason.Message);
        }

        return false;
    }

    private static bool IsPermanent(Exception e) => e is PostgresUnavailableException or ResourceFailedException { Permanent: true };
}
