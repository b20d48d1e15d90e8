namespace Orleans.Core;

/// <summary>A record that is kept, apart from what is in it.</summary>
public interface IStorage
{
    /// <summary>The version last read or written; <see langword="null"/> when there is no record.</summary>
    string? Etag { get; }

    /// <summary>Whether there is a record.</summary>
    bool RecordExists { get; }

    /// <summary>Deletes the record and takes a new, empty state.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the state; throws <see cref="Orleans.Storage.InconsistentStateException"/> when someone else wrote in between.</summary>
    Task WriteStateAsync();

    /// <summary>Reads the record again, forgetting what was not written.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>A record that is kept, with its state.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>What is in the record; assigned values are kept by <see cref="IStorage.WriteStateAsync()"/> only.</summary>
    TState State { get; set; }
}
