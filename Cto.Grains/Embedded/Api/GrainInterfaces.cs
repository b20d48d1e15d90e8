
namespace Orleans;

/// <summary>What every grain interface derives from; its methods return <see cref="Task"/> or <see cref="ValueTask"/>.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain interface whose grains are known by a string; the only kind of key that this edition hosts.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>The interface of an object that grains can call back; a method may also return nothing.</summary>
public interface IGrainObserver : IAddressable;
