using Orleans.Concurrency;

namespace Cto.Grains.Tests.Embedded;

/// <summary>A grain whose calls last as long as a test wants: each notes its begin, waits for a gate, and notes its end.</summary>
internal interface ITurns : IGrainWithStringKey
{
    Task Run(string name, string gate);

    [AlwaysInterleave]
    Task Interleave(string name, string gate);

    [ReadOnly]
    Task Read(string name, string gate);

    [OneWay]
    Task Tell(string name, string gate);

    [ResponseTimeout("00:00:05")]
    Task Brief(string gate);

    Task Wait(string gate, CancellationToken cancellationToken);

    Task<string> Fail(string message);

    ValueTask<int> FailAtOnce();

    /// <summary>Calls the other grain, which calls this one back.</summary>
    Task Circle(string other, string back);

    Task<string> Context();

    Task Block(TimeSpan time);
}

internal interface ITurnGrain : ITurns;

internal interface IReentrantGrain : ITurns;

internal sealed class TurnGrain(Probe probe, TimeProvider clock) : Turns(probe, clock), ITurnGrain;

[Reentrant]
[GrainType("reentrant-turns")]
internal sealed class ReentrantGrain(Probe probe, TimeProvider clock) : Turns(probe, clock), IReentrantGrain;

internal abstract class Turns(Probe probe, TimeProvider clock) : Grain, ITurns
{
    public Task Run(string name, string gate) => Step(name, gate);

    public Task Interleave(string name, string gate) => Step(name, gate);

    public Task Read(string name, string gate) => Step(name, gate);

    public Task Tell(string name, string gate) => Step(name, gate);

    public Task Brief(string gate) => Step("brief", gate);

    public async Task Wait(string gate, CancellationToken cancellationToken)
    {
        probe.Note("waiting");
        try
        {
            await probe.Pass(gate).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            probe.Note("cancelled inside");
            throw;
        }
    }

    public async Task<string> Fail(string message)
    {
        await Task.Yield();
        throw new InvalidTimeZoneException(message);
    }

    public ValueTask<int> FailAtOnce() => throw new InvalidTimeZoneException("at once");

    public Task Circle(string other, string back)
    {
        if (other.Length == 0)
        {
            return Task.CompletedTask;
        }

        ITurns next = this is IReentrantGrain ? GrainFactory.GetGrain<IReentrantGrain>(other) : GrainFactory.GetGrain<ITurnGrain>(other);
        return next.Circle(back, "");
    }

    public async Task<string> Context()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        var inside = await Task.Factory.StartNew(() => TaskScheduler.Current == before, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        var outside = await Task.Run(() => TaskScheduler.Current == TaskScheduler.Default);
        return $"{before != TaskScheduler.Default} {TaskScheduler.Current == before} {inside} {outside} {SynchronizationContext.Current is null}";
    }

    public Task Block(TimeSpan time)
    {
        ((Cto.Testing.FakeClock)clock).Advance(time);
        return Task.CompletedTask;
    }

    private async Task Step(string name, string gate)
    {
        probe.Note($"begin {name}");
        await probe.Pass(gate);
        probe.Note($"end {name}");
    }
}
