using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Embedded;

/// <summary>Looks after the grains while the process runs: late calls, idle activations, and the end of all when it stops.</summary>
internal sealed partial class GrainHostService(GrainRuntime runtime, ILogger<GrainHostService> logger) : IHostedService, IDisposable
{
    private ITimer? _lateCalls;
    private ITimer? _idleGrains;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var options = runtime.Options;
        _lateCalls = runtime.Clock.CreateTimer(_ => ExpireCalls(), null, options.CallTimeoutCheck, options.CallTimeoutCheck);
        _idleGrains = runtime.Clock.CreateTimer(_ => runtime.Catalog.CollectIdle(), null, options.CollectionQuantum, options.CollectionQuantum);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _idleGrains?.Dispose();
        var busy = await runtime.Catalog.StopAsync(cancellationToken);
        _lateCalls?.Dispose();
        if (busy > 0)
        {
            LogLeftBehind(busy);
        }
    }

    public void Dispose()
    {
        _lateCalls?.Dispose();
        _idleGrains?.Dispose();
    }

    private void ExpireCalls()
    {
        runtime.Catalog.ExpireCalls();
        runtime.Observers.ExpireCalls(runtime.Clock.GetTimestamp());
    }

    [LoggerMessage(LogLevel.Warning, "{Count} grains were still busy when the time for stopping was over.")]
    private partial void LogLeftBehind(int count);
}
