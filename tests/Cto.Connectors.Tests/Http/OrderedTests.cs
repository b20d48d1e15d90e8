using Cto.Connectors.Http;

namespace Cto.Connectors.Tests.Http;

public sealed class OrderedTests
{
    [Fact]
    public async Task Answers_come_in_the_order_of_the_questions()
    {
        var gates = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var answers = Ordered.SelectAsync(Enumerable.Range(0, 4), 4, (index, _) => gates[index].Task, TestContext.Current.CancellationToken);
        var read = Task.Run(async () => await answers.ToListAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        foreach (var index in (int[])[3, 1, 0, 2])
        {
            gates[index].SetResult(index * 10);
        }

        Assert.Equal([0, 10, 20, 30], await read);
    }

    [Fact]
    public async Task No_more_than_asked_are_in_flight()
    {
        var (now, most) = (0, 0);

        await foreach (var _ in Ordered.SelectAsync(Enumerable.Range(0, 50), 5, AskAsync, TestContext.Current.CancellationToken))
        {
            Interlocked.Decrement(ref now);
        }

        Assert.Equal(5, most);

        async Task<int> AskAsync(int item, CancellationToken token)
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            return item;
        }
    }

    [Fact]
    public async Task A_failure_waits_for_its_turn_and_stops_the_others()
    {
        var read = new List<int>();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var answer in Ordered.SelectAsync(Enumerable.Range(0, 3), 3, AskAsync, TestContext.Current.CancellationToken))
            {
                read.Add(answer);
            }
        });

        Assert.Equal("1", failure.Message);
        Assert.Equal([0], read);
        Assert.True(stopped.Task.IsCompletedSuccessfully);

        async Task<int> AskAsync(int item, CancellationToken token)
        {
            if (item == 2)
            {
                token.Register(() => stopped.TrySetResult());
                await Task.Delay(Timeout.Infinite, token);
            }

            return item == 1 ? throw new InvalidOperationException("1") : item;
        }
    }
}
