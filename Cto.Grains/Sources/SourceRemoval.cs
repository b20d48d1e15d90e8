using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.Sources;

/// <summary>Takes away what a deleted source leaves: its facts, its row, and what its connector keeps outside the database.</summary>
internal sealed partial class SourceRemoval(SourceStore store, FactStore facts, SourceNews news, IConnectorCatalog connectors, ILogger<SourceRemoval> logger)
{
    /// <summary>May be cut off at any point and run again.</summary>
    public async Task RemoveAsync(StoredSource source, CancellationToken cancellationToken)
    {
        var removed = await facts.RemoveAsync(source.TenantId, source.Id, cancellationToken);
        if (connectors.Find(source.Connector) is { } connector)
        {
            try
            {
                await connector.ForgetAsync(
                    new() { TenantId = source.TenantId, SourceId = source.Id, Connector = source.Connector, Name = source.Name, Settings = source.Settings }, cancellationToken);
            }
            catch (Exception e) when (e is SourceException or IOException or UnauthorizedAccessException)
            {
                // What is left on a disk must not keep a deleted source alive.
                LogNotForgotten(e, source.Connector, source.Id);
            }
        }

        await store.DeleteAsync(source.TenantId, source.Id, cancellationToken);
        LogRemoved(source.Id, removed);
        if (removed > 0)
        {
            await news.TellAsync(source.TenantId, [.. FactKinds.All], atOnce: true);
        }
    }

    [LoggerMessage(LogLevel.Information, "Source {SourceId} is deleted, and {Facts} facts with it.")]
    private partial void LogRemoved(Guid sourceId, long facts);

    [LoggerMessage(LogLevel.Warning, "The {Connector} connector could not free what it keeps of source {SourceId}.")]
    private partial void LogNotForgotten(Exception exception, string connector, Guid sourceId);
}
