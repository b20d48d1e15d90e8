namespace Cto.Testing;

/// <summary>A clock that tells what it is set to, while the time-outs of real connections run on.</summary>
public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
