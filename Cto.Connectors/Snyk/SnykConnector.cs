using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>Snyk, in any of its regions.</summary>
internal sealed class SnykConnector(SnykSessions sessions, SnykCheck check, SnykWebhooks webhooks) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => SnykDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) => stream == SnykDescriptor.Issues
        ? new IssuePull(sessions.Open(source)).RunAsync(cursor, cancellationToken)
        : throw new ArgumentException($"Snyk has no stream '{stream}'.", nameof(stream));
}
