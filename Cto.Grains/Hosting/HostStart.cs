using Microsoft.Extensions.Hosting;

namespace Cto.Grains;

/// <summary>Grains can be called once everything has started.</summary>
public static class HostStart
{
    /// <summary>Waits until the process has started, its silo included.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
