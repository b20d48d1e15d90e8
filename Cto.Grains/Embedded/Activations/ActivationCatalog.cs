using System.Collections.Concurrent;

namespace Cto.Grains.Embedded;

/// <summary>The grains in memory, one activation each; the only place where one is made.</summary>
internal sealed class ActivationCatalog(GrainRuntime runtime)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private volatile bool _stopping;

    public IEnumerable<Activation> All => _activations.Values;

    public Activation GetOrCreate(GrainId grainId)
    {
        if (_activations.TryGetValue(grainId, out var activation))
        {
            return activation;
        }

        ThrowWhenStopping(grainId);
        return _activations.GetOrAdd(grainId, static (id, owner) => new Activation(owner, owner.Classes.Of(id.Type), id), runtime);
    }

    /// <summary>Puts a new activation with those calls where an old one was.</summary>
    /// <returns>False when the host is stopping: nothing new comes to life.</returns>
    public bool Replace(Activation old, IReadOnlyList<GrainCall> calls)
    {
        if (_stopping)
        {
            return false;
        }

        var activation = new Activation(runtime, old.Class, old.GrainId);
        return activation.Inherit(calls, () => _activations.TryUpdate(old.GrainId, activation, old));
    }

    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    public void CollectIdle()
    {
        var now = runtime.Clock.GetUtcNow();
        foreach (var activation in All)
        {
            activation.DeactivateWhenIdle(now);
        }
    }

    public void ExpireCalls()
    {
        var now = runtime.Clock.GetTimestamp();
        foreach (var activation in All)
        {
            activation.ExpireCalls(now);
        }
    }

    /// <summary>Ends all activations; those still busy when the token is cancelled are left behind.</summary>
    /// <returns>How many were left behind.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        try
        {
            // Again and again, because one may have come to life in the moment of stopping.
            while (!_activations.IsEmpty)
            {
                var all = All.ToList();
                foreach (var activation in all)
                {
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process is stopping."), cancellationToken);
                }

                await Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The time for leaving is over.
        }

        return _activations.Count;
    }

    private void ThrowWhenStopping(GrainId grainId)
    {
        if (_stopping)
        {
            throw new SiloUnavailableException($"The grain host is stopping; {grainId} is not activated any more.");
        }
    }
}
