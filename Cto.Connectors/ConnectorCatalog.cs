using System.Collections.Frozen;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>The connectors registered in <see cref="ConnectorRegistration"/>, in that order.</summary>
internal sealed class ConnectorCatalog : IConnectorCatalog
{
    private readonly FrozenDictionary<string, ISourceConnector> _byKind;

    public ConnectorCatalog(IEnumerable<ISourceConnector> connectors)
    {
        ISourceConnector[] all = [.. connectors];
        All = [.. all.Select(connector => connector.Descriptor)];
        _byKind = all.ToFrozenDictionary(connector => connector.Descriptor.Kind, StringComparer.Ordinal);
    }

    public IReadOnlyList<ConnectorDescriptor> All { get; }

    public ISourceConnector? Find(string kind) => _byKind.GetValueOrDefault(kind);
}
