using System.Runtime.CompilerServices;
using System.Text.Json;
using Orleans.Storage;

namespace Cto.Grains.Embedded;

/// <summary>A state of an activation, as the host sees it.</summary>
internal abstract class PersistentRecord
{
    public abstract Task ReadAsync(CancellationToken cancellationToken);
}

/// <summary>A state of an activation, as its grain sees it: kept as JSON, with the version it was read at.</summary>
internal sealed class PersistentRecord<TState>(Activation activation, string name) : PersistentRecord, IPersistentState<TState>
{
    private IGrainStateStore Store => activation.Runtime.States;

    public TState State { get; set; } = Empty();

    public string? Etag { get; private set; }

    public bool RecordExists => Etag is not null;

    public override async Task ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await Store.ReadAsync(activation.GrainId, name, cancellationToken);
        State = stored is null ? Empty() : JsonSerializer.Deserialize<TState>(stored.Payload, GrainStateJson.Options) ?? Empty();
        Etag = stored?.Etag;
    }

    public Task ReadStateAsync() => ReadAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public async Task WriteStateAsync(CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.Serialize(State, GrainStateJson.Options);
        try
        {
            Etag = await Store.WriteAsync(activation.GrainId, name, payload, Etag, cancellationToken);
        }
        catch (InconsistentStateException conflict)
        {
            conflict.LostBy = activation;
            throw;
        }
    }

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Store.ClearAsync(activation.GrainId, name, Etag, cancellationToken);
        }
        catch (InconsistentStateException conflict)
        {
            conflict.LostBy = activation;
            throw;
        }

        State = Empty();
        Etag = null;
    }

    // As Orleans makes it: by the constructor without parameters, else with all members at their defaults.
    private static TState Empty() => typeof(TState).IsValueType || typeof(TState).GetConstructor(Type.EmptyTypes) is not null
        ? Activator.CreateInstance<TState>()
        : (TState)RuntimeHelpers.GetUninitializedObject(typeof(TState));
}
