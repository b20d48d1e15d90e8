using Cto.Domain.Sources;

namespace Cto.Insights.Facts;

/// <summary>One page of one stream of a source, to be committed with what is known of the sync behind it.</summary>
/// <param name="Stream">The stream whose cursor and counters move.</param>
public sealed record FactWrite(Guid TenantId, Guid SourceId, string Stream, FactPage Page)
{
    /// <summary>How far the running sync has come once this is committed; <see langword="null"/> leaves it as it is.</summary>
    public SyncProgress? Progress { get; init; }

    /// <summary>The sync that writes: once a later one began nothing of it is taken any more; <see langword="null"/> for facts that came by themselves.</summary>
    public long? Epoch { get; init; }
}

/// <summary>The source is deleted or being deleted, or a later sync looks after it: nothing may be written for it by this one any more.</summary>
public sealed class SourceGoneException(Guid sourceId, Exception? inner = null) : Exception($"The source {sourceId} is gone.", inner);
