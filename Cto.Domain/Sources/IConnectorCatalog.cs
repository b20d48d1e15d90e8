namespace Cto.Domain.Sources;

/// <summary>The connectors that this program knows.</summary>
public interface IConnectorCatalog
{
    /// <summary>Every connector, in the order of the catalogue page.</summary>
    IReadOnlyList<ConnectorDescriptor> All { get; }

    /// <summary>The connector of a kind; <see langword="null"/> when there is none.</summary>
    ISourceConnector? Find(string kind);
}
