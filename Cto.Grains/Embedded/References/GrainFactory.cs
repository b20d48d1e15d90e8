using System.Collections.Concurrent;

namespace Cto.Grains.Embedded;

/// <summary>Makes references to grains and observers.</summary>
internal sealed class GrainFactory(GrainRuntime runtime) : IGrainFactory, ITargetDirectory
{
    private readonly ConcurrentDictionary<Type, InterfaceShape> _shapes = new();
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainType> _types = new();

    public TimeProvider Clock => runtime.Clock;

    public GrainInstruments Instruments => runtime.Instruments;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)GetReference(IdOf(typeof(TGrainInterface), primaryKey, grainClassNamePrefix), typeof(TGrainInterface));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentNullException.ThrowIfNull(grainInterfaceType);
        return (IGrain)GetReference(IdOf(grainInterfaceType, grainPrimaryKey, null), grainInterfaceType);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)GetReference(grainId, typeof(TGrainInterface));

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => (TGrainObserverInterface)(object)runtime.Observers.Create(obj, ShapeOf(typeof(TGrainObserverInterface)));

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => runtime.Observers.Delete(obj);

    public CallTarget Locate(GrainId grainId) => runtime.Catalog.GetOrCreate(grainId);

    public object GetReference(GrainId grainId, Type interfaceType) => ShapeOf(interfaceType).Create(grainId, this);

    public InterfaceShape ShapeOf(Type interfaceType) => _shapes.GetOrAdd(interfaceType, static (type, owner) => new InterfaceShape(type, owner.Options.CallTimeout), runtime);

    private GrainId IdOf(Type interfaceType, string key, string? prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var type = _types.GetOrAdd((interfaceType, prefix), static (of, owner) => owner.Classes.Of(of.Interface, of.Prefix).GrainType, runtime);
        return GrainId.Create(type, key);
    }
}
