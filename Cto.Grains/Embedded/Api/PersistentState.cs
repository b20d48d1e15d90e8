using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>State of a grain that outlives its activations; read before <see cref="IGrainBase.OnActivateAsync"/>.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Names the state that a constructor parameter of a grain takes.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>The name among the states of the grain.</summary>
    string StateName { get; }

    /// <summary>The name of the store; <see langword="null"/> is the usual one.</summary>
    string? StorageName { get; }
}

/// <summary>Fills an <see cref="IPersistentState{TState}"/> parameter of a grain's constructor.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute, IFacetMetadata, IPersistentStateConfiguration
{
    /// <summary>The state of that name.</summary>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        StateName = stateName;
        StorageName = storageName;
    }

    /// <inheritdoc/>
    public string StateName { get; }

    /// <inheritdoc/>
    public string? StorageName { get; }
}
