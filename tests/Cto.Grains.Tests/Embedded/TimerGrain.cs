using System.Diagnostics;

namespace Cto.Grains.Tests.Embedded;

internal interface ITimerGrain : IGrainWithStringKey
{
    Task Start(string name, GrainTimerCreationOptions options);

    Task Change(string name, TimeSpan dueTime, TimeSpan period);

    Task Stop(string name);

    Task Hold(string gate);

    Task Leave();

    Task HoldAndLeave(string gate);
}

/// <summary>A timer's name says what its ticks do: wait for a gate, throw, leave.</summary>
internal sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private readonly Dictionary<string, IGrainTimer> _timers = [];

    public Task Start(string name, GrainTimerCreationOptions options)
    {
        _timers[name] = this.RegisterGrainTimer(TickAsync, name, options);
        return Task.CompletedTask;
    }

    public Task Change(string name, TimeSpan dueTime, TimeSpan period)
    {
        _timers[name].Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        probe.Note("holding");
        await probe.Pass(gate);
        probe.Note("held");
    }

    public async Task HoldAndLeave(string gate)
    {
        await Hold(gate);
        DeactivateOnIdle();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task TickAsync(string name, CancellationToken cancellationToken)
    {
        probe.Note($"tick {name}");
        if (name.StartsWith("long", StringComparison.Ordinal))
        {
            try
            {
                await probe.Pass("tick").WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                probe.Note($"cancelled {name}");
                throw;
            }
        }

        if (name.StartsWith("trace", StringComparison.Ordinal))
        {
            probe.Note($"trace {Activity.Current?.OperationName ?? "none"}");
        }

        if (name.StartsWith("bad", StringComparison.Ordinal))
        {
            throw new InvalidTimeZoneException(name);
        }

        if (name.StartsWith("last", StringComparison.Ordinal))
        {
            DeactivateOnIdle();
        }

        probe.Note($"done {name}");
    }
}
