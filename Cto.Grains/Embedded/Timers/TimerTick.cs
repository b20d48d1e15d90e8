namespace Cto.Grains.Embedded;

/// <summary>A tick on its way to the activation of its timer.</summary>
internal sealed class TimerTick(GrainTimer timer) : GrainCallWithoutResult
{
    public bool KeepsAlive => timer.KeepsAlive;

    public override Task Invoke(object target) => timer.TickAsync();
}
