using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The real connectors, which are read when somebody asks for it or a webhook tells to, and never by themselves.</summary>
internal sealed class UnpolledCatalog(IEnumerable<ISourceConnector> connectors) : IConnectorCatalog
{
    private readonly Dictionary<string, ISourceConnector> _connectors =
        connectors.ToDictionary(connector => connector.Descriptor.Kind, ISourceConnector (connector) => new Unpolled(connector));

    public IReadOnlyList<ConnectorDescriptor> All => [.. _connectors.Values.Select(connector => connector.Descriptor)];

    public ISourceConnector? Find(string kind) => _connectors.GetValueOrDefault(kind);

    private sealed class Unpolled(ISourceConnector inner) : ISourceConnector
    {
        public ConnectorDescriptor Descriptor { get; } = inner.Descriptor with { PollEvery = TimeSpan.FromDays(3650) };

        public IWebhookReceiver? Webhooks => inner.Webhooks;

        public ISourceActions? Actions => inner.Actions;

        public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => inner.CheckAsync(source, cancellationToken);

        public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) => inner.PullAsync(source, stream, cursor, cancellationToken);
    }
}
