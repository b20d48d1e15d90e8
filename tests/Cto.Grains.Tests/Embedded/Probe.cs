using System.Collections.Concurrent;
using Cto.Testing;

namespace Cto.Grains.Tests.Embedded;

/// <summary>What the grains of a test tell it, and the gates it holds shut for them.</summary>
internal sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public void Note(string what)
    {
        _counts.AddOrUpdate(what, 1, (_, count) => count + 1);
        Events.Enqueue(what);
        Gate($"noted {what}").TrySetResult();
    }

    public int Count(string what) => _counts.GetValueOrDefault(what);

    /// <summary>Completes when it has been noted once.</summary>
    public Task Noted(string what) => Gate($"noted {what}").Task.WaitAsync(Patience.Limit);

    /// <summary>Waits until the test opens that gate.</summary>
    public Task Pass(string gate) => Gate(gate).Task;

    public void Open(string gate) => Gate(gate).TrySetResult();

    private TaskCompletionSource Gate(string name) => _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
