using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Cto.Grains.Embedded;

/// <summary>One grain in memory: its object, its calls and where it is in its life.</summary>
internal sealed partial class Activation(GrainRuntime runtime, GrainClass grainClass, GrainId grainId)
    : CallTarget(grainId, runtime.Instruments, runtime.Clock), IGrainContext
{
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger = runtime.Logger;
    private Phase _phase;
    private IGrainBase? _grain;
    private GrainReference? _reference;

    private enum Phase
    {
        /// <summary>Nothing was done for it yet.</summary>
        Created,

        /// <summary>Its state is being read; calls wait.</summary>
        Activating,

        /// <summary>It takes calls.</summary>
        Active,

        /// <summary>It will end when the running calls have.</summary>
        Closing,

        /// <summary>It says good-bye.</summary>
        Deactivating,

        /// <summary>Calls must look for a new one.</summary>
        Gone,
    }

    /// <summary>The activation whose turn this thread is in; <see langword="null"/> outside of grains.</summary>
    public static Activation? InTurn => Running as Activation;

    public GrainRuntime Runtime { get; } = runtime;

    public GrainClass Class { get; } = grainClass;

    public override object Instance => _grain!;

    public object? GrainInstance => _grain;

    public GrainReference GrainReference => _reference ??= new GrainReference(GrainId, InterfaceShape.None, Runtime.Factory);

    public Task Deactivated => _deactivated.Task;

    protected override bool Reentrant => Class.Reentrant;

    protected override bool RunsOnCaller => _phase == Phase.Active;

    protected override bool IsGone => _phase == Phase.Gone;

    protected override string State => _phase switch
    {
        Phase.Created or Phase.Activating => "still activating",
        Phase.Closing or Phase.Deactivating => "still deactivating",
        _ => "idle",
    };

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        lock (Gate)
        {
            _keepUntil = timeSpan == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue
                : timeSpan <= TimeSpan.Zero ? DateTimeOffset.MinValue
                : Clock.GetUtcNow() + timeSpan;
        }
    }

    protected override bool IsOpenTo(GrainCall call) =>
        _phase == Phase.Active || (_phase == Phase.Closing && RunningCalls > 0 && call.Method.AlwaysInterleave);

    protected override void TurnEnded(long startedAt)
    {
        var lasted = Clock.GetElapsedTime(startedAt);
        if (lasted >= Runtime.Options.SlowTurn)
        {
            Instruments.SlowTurn(Class.GrainType);
            LogSlowTurn(GrainId, lasted.TotalMilliseconds);
        }
    }

    protected override void CallEnded(GrainCall call, Exception? failure)
    {
        if (call is not TimerTick { KeepsAlive: false })
        {
            _lastUsed = Clock.GetTimestamp();
        }

        if (failure is not null && call.Method.OneWay)
        {
            LogOneWayFailed(failure, call.Method.Name, GrainId);
        }

        // Its state is stale: what it knows must be read again.
        if (failure is InconsistentStateException { LostBy: var loser } && loser == this)
        {
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, failure, "Its state was written by someone else."));
        }
    }

    [LoggerMessage(LogLevel.Warning, "A turn of {Grain} lasted {Milliseconds} ms; it should await instead of computing or blocking.")]
    private partial void LogSlowTurn(GrainId grain, double milliseconds);

    [LoggerMessage(LogLevel.Error, "{Method} of {Grain}, which nobody waits for, failed.")]
    private partial void LogOneWayFailed(Exception exception, string method, GrainId grain);
}
