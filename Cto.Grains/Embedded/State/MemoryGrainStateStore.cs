using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace Cto.Grains.Embedded;

/// <summary>States that end with the process, for tests and benchmarks; the same rules as in Postgres.</summary>
internal sealed class MemoryGrainStateStore : IGrainStateStore
{
    private readonly ConcurrentDictionary<(GrainId, string), StoredState> _records = new();
    private long _version;

    public Task<StoredState?> ReadAsync(GrainId grain, string stateName, CancellationToken cancellationToken) =>
        Task.FromResult(_records.GetValueOrDefault((grain, stateName)));

    public Task<string> WriteAsync(GrainId grain, string stateName, string payload, string? etag, CancellationToken cancellationToken)
    {
        var written = new StoredState(payload, Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        var known = _records.GetValueOrDefault((grain, stateName));
        var done = known?.Etag == etag
            && (known is null ? _records.TryAdd((grain, stateName), written) : _records.TryUpdate((grain, stateName), written, known));
        return done ? Task.FromResult(written.Etag) : Task.FromException<string>(Conflict(grain, stateName, known, etag));
    }

    public Task ClearAsync(GrainId grain, string stateName, string? etag, CancellationToken cancellationToken)
    {
        var known = _records.GetValueOrDefault((grain, stateName));
        var done = known?.Etag == etag && (known is null || _records.TryRemove(KeyValuePair.Create((grain, stateName), known)));
        return done ? Task.CompletedTask : Task.FromException(Conflict(grain, stateName, known, etag));
    }

    private static InconsistentStateException Conflict(GrainId grain, string stateName, StoredState? known, string? etag) =>
        new($"State '{stateName}' of {grain} was written by someone else.", known?.Etag, etag);
}
