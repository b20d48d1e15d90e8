using System.Runtime.InteropServices;
using Cto.AppHost.Processes;
using Microsoft.Extensions.Hosting;

namespace Cto.AppHost.Lifetime;

/// <summary>The wish to stop that .NET does not hear by itself: a closed terminal, a <c>dotnet run</c> that was killed above us, and Ctrl-C again by somebody who will not wait.</summary>
internal sealed partial class StopSignals(IHostApplicationLifetime lifetime, TimeProvider clock) : IHostedService, IDisposable
{
    private const int ByForce = 130;
    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Repetition = TimeSpan.FromSeconds(3);

    private readonly List<PosixSignalRegistration> _signals = [];
    private ITimer? _parentWatch;
    private long? _askedAt;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Received));
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Received));
            if (ParentId() is var parent && IsDotnetRun(parent))
            {
                // 'dotnet run' hands signals on to us, except the one that cannot be caught.
                _parentWatch = clock.CreateTimer(_ => StopWhenOrphaned(parent), null, ParentCheck, ParentCheck);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _parentWatch?.Dispose();
        _signals.ForEach(signal => signal.Dispose());
    }

    private void Received(PosixSignalContext context)
    {
        // The same wish often comes twice (to the process group, and handed on by 'dotnet run'); one that comes later means now.
        context.Cancel = true;
        if (_askedAt is { } asked && clock.GetElapsedTime(asked) > Repetition)
        {
            Environment.Exit(ByForce);
        }

        _askedAt ??= clock.GetTimestamp();
        lifetime.StopApplication();
    }

    private void StopWhenOrphaned(int parent)
    {
        if (ParentId() != parent)
        {
            lifetime.StopApplication();
        }
    }

    private static bool IsDotnetRun(int processId) => StartedAs.Of(processId).Split(' ') is [var program, .. var rest]
        && Path.GetFileNameWithoutExtension(program) == "dotnet" && rest.Contains("run");

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
