
namespace Cto.Grains.Embedded;

/// <summary>Where the states of grains are kept.</summary>
internal interface IGrainStateStore
{
    /// <returns><see langword="null"/> when there is no record.</returns>
    Task<StoredState?> ReadAsync(GrainId grain, string stateName, CancellationToken cancellationToken);

    /// <summary>Writes over exactly the version known; <see langword="null"/> expects that there is no record.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The record is of another version.</exception>
    Task<string> WriteAsync(GrainId grain, string stateName, string payload, string? etag, CancellationToken cancellationToken);

    /// <summary>Deletes exactly the version known.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The record is of another version.</exception>
    Task ClearAsync(GrainId grain, string stateName, string? etag, CancellationToken cancellationToken);
}

/// <summary>A record as it is kept.</summary>
/// <param name="Payload">The state as JSON.</param>
/// <param name="Etag">Its version.</param>
internal sealed record StoredState(string Payload, string Etag);
