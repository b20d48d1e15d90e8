using System.Runtime.CompilerServices;

namespace Cto.Connectors.Http;

/// <summary>Several requests in flight, their answers in the order of the questions.</summary>
internal static class Ordered
{
    /// <summary>Asks for at most <paramref name="degree"/> at a time; a failure surfaces when its turn comes, after everything before it.</summary>
    public static async IAsyncEnumerable<TAnswer> SelectAsync<TItem, TAnswer>(
        IEnumerable<TItem> items,
        int degree,
        Func<TItem, CancellationToken, Task<TAnswer>> ask,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var flying = new Queue<Task<TAnswer>>(degree);
        try
        {
            foreach (var item in items)
            {
                flying.Enqueue(ask(item, stop.Token));
                if (flying.Count == degree)
                {
                    yield return await flying.Dequeue();
                }
            }

            while (flying.TryDequeue(out var answer))
            {
                yield return await answer;
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var abandoned in flying)
            {
                await Settle(abandoned);
            }
        }
    }

    /// <summary>Waits for a task whose outcome nobody wants any more.</summary>
    public static async Task Settle(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
