namespace Cto.Domain.Sources;

/// <summary>What a connector keeps of sources on the disk of this machine beside the store; another node cannot remove it.</summary>
public interface ILocalCopies
{
    /// <summary>The sources of which there is something.</summary>
    /// <exception cref="SourceException">The disk cannot be read.</exception>
    IReadOnlyList<(Guid TenantId, Guid SourceId)> List();

    /// <summary>Removes what is kept of a source that is not there any more.</summary>
    /// <exception cref="SourceException">The disk cannot be written, or somebody is at it.</exception>
    Task RemoveAsync(Guid tenantId, Guid sourceId, CancellationToken cancellationToken);
}
