using Microsoft.Extensions.Time.Testing;

namespace Cto.Testing;

/// <summary>Moves a fake time on while real work goes on beside it.</summary>
public static class FakeTime
{
    /// <summary>Advances in steps, letting go of the thread after each, until that has happened; gives up after <see cref="Patience.Limit"/> of real time.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, Func<bool> happened, TimeSpan step, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience.Limit)
            {
                throw new TimeoutException($"It had not happened at {clock.GetUtcNow():O} of the fake clock.");
            }

            clock.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }
}
