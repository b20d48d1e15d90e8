using System.Collections.Concurrent;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task Its_output_has_been_read_when_it_has_exited()
    {
        var lines = new ConcurrentQueue<string>();
        await using var child = await ChildProcess.StartAsync(new("sh", "-c", "seq 1 20000; echo oops >&2; exit 7"), lines.Enqueue);

        Assert.Equal(7, await child.Exited);
        Assert.Equal(20_001, lines.Count);
    }

    [Fact]
    public async Task One_that_will_not_stop_is_killed_together_with_what_it_started()
    {
        var lines = new ConcurrentQueue<string>();
        await using var child = await ChildProcess.StartAsync(new("sh", "-c", "trap '' TERM; sleep 600 & echo $!; wait; wait"), lines.Enqueue);
        while (lines.IsEmpty)
        {
            await Task.Yield();
        }

        var grandchild = ProcessIdentity.Of(int.Parse(lines.First(), null))!;
        await child.StopAsync(grace: TimeSpan.FromMilliseconds(100));

        // The kernel buries it in its own time.
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (grandchild.IsAlive)
        {
            Assert.False(patience.IsCancellationRequested, "What it started lives on.");
            await Task.Yield();
        }

        Assert.False(child.Identity.IsAlive);
    }
}
