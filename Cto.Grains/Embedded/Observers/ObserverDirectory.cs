using System.Collections.Concurrent;
using System.Globalization;

namespace Cto.Grains.Embedded;

/// <summary>The local objects that grains can call back.</summary>
internal sealed class ObserverDirectory(GrainRuntime runtime) : ITargetDirectory
{
    private static readonly GrainType Kind = GrainType.Create("observer");

    private readonly ConcurrentDictionary<GrainId, ObserverTarget> _observers = new();
    private long _count;

    public TimeProvider Clock => runtime.Clock;

    public GrainInstruments Instruments => runtime.Instruments;

    public GrainReference Create(IGrainObserver observer, InterfaceShape shape)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (observer is GrainReference or IGrainBase)
        {
            throw new ArgumentException($"{observer.GetType().Name} is a grain or a reference already; use AsReference.", nameof(observer));
        }

        var id = GrainId.Create(Kind, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
        _observers[id] = new ObserverTarget(id, observer, runtime);
        return shape.Create(id, this);
    }

    public void Delete(IGrainObserver observer)
    {
        if (observer is not GrainReference reference)
        {
            throw new ArgumentException("Only a reference made by CreateObjectReference can be deleted.", nameof(observer));
        }

        if (_observers.TryRemove(reference.GrainId, out var target))
        {
            target.End();
        }
    }

    public CallTarget Locate(GrainId grainId) =>
        _observers.TryGetValue(grainId, out var target) ? target : throw new ClientNotAvailableException(grainId);

    public object GetReference(GrainId grainId, Type interfaceType) => runtime.Factory.ShapeOf(interfaceType).Create(grainId, this);

    public void ExpireCalls(long now)
    {
        foreach (var (id, target) in _observers)
        {
            target.ExpireCalls(now);
            if (!target.IsAlive && _observers.TryRemove(id, out _))
            {
                target.End();
            }
        }
    }
}
