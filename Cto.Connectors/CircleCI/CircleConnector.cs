using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>CircleCI, in the cloud or on a server of one's own.</summary>
internal sealed class CircleConnector(CircleSessions sessions, CircleCheck check, CircleWebhooks webhooks) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => CircleDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) => stream == CircleDescriptor.Pipelines
        ? new PipelinePull(sessions.Open(source)).RunAsync(cursor, cancellationToken)
        : throw new ArgumentException($"CircleCI has no stream '{stream}'.", nameof(stream));
}
