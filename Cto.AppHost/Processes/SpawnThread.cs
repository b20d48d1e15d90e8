using System.Collections.Concurrent;

namespace Cto.AppHost.Processes;

/// <summary>The one thread that starts children.</summary>
/// <remarks>
/// The kernel sends a child its parent-death signal when the <em>thread</em> that forked it ends. Threads of the pool come and go,
/// so children are started here: this thread lives exactly as long as the process.
/// </remarks>
internal static class SpawnThread
{
    private static readonly BlockingCollection<Action> Work = Begin();

    public static Task<T> RunAsync<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "spawn" }.Start();
        return work;
    }
}
