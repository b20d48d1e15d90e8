using System.Runtime.InteropServices;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Lifetime;

/// <summary>The wish to stop, heard from the first moment on: Ctrl-C, SIGTERM, a closed terminal, or a <c>dotnet run</c> that was killed above us.</summary>
internal sealed partial class StopSignals : IDisposable
{
    private const int ByForce = 130;
    private static readonly TimeSpan ParentCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Repetition = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _signals;
    private readonly ITimer? _parentWatch;
    private long _askedAt;

    public StopSignals(TimeProvider clock)
    {
        _clock = clock;
        PosixSignal[] signals = OperatingSystem.IsWindows() ? [PosixSignal.SIGINT, PosixSignal.SIGTERM] : [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _signals = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Received))];
        if (!OperatingSystem.IsWindows() && ParentId() is var parent && IsDotnetRun(parent))
        {
            // 'dotnet run' hands signals on to us, except the one that cannot be caught.
            _parentWatch = clock.CreateTimer(_ => StopWhenOrphaned(parent), null, ParentCheck, ParentCheck);
        }
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _parentWatch?.Dispose();
        _signals.ForEach(signal => signal.Dispose());
        _stop.Dispose();
    }

    private void Received(PosixSignalContext context)
    {
        // The first asks for an orderly stop. The same wish often comes twice (to the process group, and handed on by 'dotnet run'); one that comes later means now.
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            if (_clock.GetElapsedTime(_askedAt) > Repetition)
            {
                Environment.Exit(ByForce);
            }

            return;
        }

        _askedAt = _clock.GetTimestamp();
        _stop.Cancel();
    }

    private void StopWhenOrphaned(int parent)
    {
        if (ParentId() != parent)
        {
            _stop.Cancel();
        }
    }

    private static bool IsDotnetRun(int processId) => StartedAs.Of(processId).Split(' ') is [var program, .. var rest]
        && Path.GetFileNameWithoutExtension(program) == "dotnet" && rest.Contains("run");

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
