
namespace Orleans;

/// <summary>Gives references to grains; a grain comes to life with its first call.</summary>
public interface IGrainFactory
{
    /// <summary>The grain of that key; the prefix of a class name is for interfaces that several classes implement.</summary>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain of that key, its interface known only at run time.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <summary>The grain of that identity, seen through one of its interfaces.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;

    /// <summary>A reference through which grains call a local object; the object is held weakly, so keep it alive yourself.</summary>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;

    /// <summary>Ends a reference made by <see cref="CreateObjectReference"/>.</summary>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;
}
