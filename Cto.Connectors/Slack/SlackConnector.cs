using Cto.Connectors.Slack.Actions;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Slack;

/// <summary>Slack.</summary>
internal sealed class SlackConnector(SlackSessions sessions, SlackCheck check, SlackActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => SlackDescriptor.Descriptor;

    public IWebhookReceiver Webhooks { get; } = new SlackWebhooks();

    public ISourceActions Actions => actions;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) =>
        SlackStreams.PullAsync(sessions.Open(source), stream, cursor, cancellationToken);
}
