namespace Cto.Grains.Tests.Embedded;

/// <summary>A grain that notes its life and, by its key, lives it badly.</summary>
internal interface ILifeGrain : IGrainWithStringKey
{
    Task<int> Hello();

    Task Hold(string gate);

    Task Leave();

    Task LeaveAndHold(string gate);

    Task Stay(TimeSpan time);
}

internal sealed class LifeGrain(Probe probe) : Grain, ILifeGrain, IDisposable
{
    private int _greetings;

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Note($"activating {Key}");
        if (Key.StartsWith("fails", StringComparison.Ordinal) && !probe.Pass("healed").IsCompleted)
        {
            throw new InvalidTimeZoneException($"{Key} does not want to live.");
        }

        if (Key.StartsWith("hangs", StringComparison.Ordinal))
        {
            await probe.Pass("never");
        }

        if (Key.StartsWith("slow", StringComparison.Ordinal))
        {
            await probe.Pass("woken");
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Note($"deactivating {Key}: {reason.ReasonCode}");
        if (Key.StartsWith("lingers", StringComparison.Ordinal))
        {
            await probe.Pass("let go");
        }

        if (Key.StartsWith("rude", StringComparison.Ordinal))
        {
            throw new InvalidTimeZoneException("no good-bye");
        }
    }

    public Task<int> Hello() => Task.FromResult(++_greetings);

    public Task Hold(string gate)
    {
        probe.Note($"holding {Key}");
        return probe.Pass(gate);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAndHold(string gate)
    {
        DeactivateOnIdle();
        probe.Note($"holding {Key}");
        await probe.Pass(gate);
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public void Dispose() => probe.Note($"disposed {Key}");
}
