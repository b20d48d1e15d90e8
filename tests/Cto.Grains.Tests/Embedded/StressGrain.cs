using Orleans.Concurrency;

namespace Cto.Grains.Tests.Embedded;

internal sealed record StressReport(int Calls, int Overlaps, int Interleavings);

internal interface IStressGrain : IGrainWithStringKey
{
    Task Quick();

    Task Yielding();

    [AlwaysInterleave]
    Task Interleaving();

    [ReadOnly]
    Task Reading();

    Task Elsewhere();

    /// <summary>Ends when a second call of it has come in.</summary>
    [AlwaysInterleave]
    Task Meet();

    Task<StressReport> Report();
}

/// <summary>Counts what would go wrong if two threads were in it at once; its fields are not guarded, as in any grain.</summary>
internal sealed class StressGrain : Grain, IStressGrain
{
    private int _inside;
    private int _overlaps;
    private int _open;
    private int _interleavings;
    private int _calls;
    private TaskCompletionSource? _other;

    public Task Quick() => StepsAsync(() => Task.CompletedTask);

    public Task Yielding() => StepsAsync(async () => await Task.Yield());

    public Task Interleaving() => StepsAsync(async () => await Task.Yield());

    public Task Reading() => StepsAsync(async () => await Task.Yield());

    public Task Elsewhere() => StepsAsync(() => Task.Run(() => { }));

    public Task Meet() => StepsAsync(() =>
    {
        if (_other is null)
        {
            _other = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _other.Task;
        }

        _other.TrySetResult();
        return Task.CompletedTask;
    });

    public Task<StressReport> Report() => Task.FromResult(new StressReport(_calls, _overlaps, _interleavings));

    private async Task StepsAsync(Func<Task> pause)
    {
        _interleavings += _open > 0 ? 1 : 0;
        _open++;
        _calls++;
        for (var i = 0; i < 3; i++)
        {
            Turn();
            await pause();
            Turn();
        }

        _open--;
    }

    private void Turn()
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            _overlaps++;
        }

        Thread.SpinWait(20);
        Interlocked.Decrement(ref _inside);
    }
}
