using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Slack.Actions;

/// <summary>What can be done in Slack: posting a message, with an image.</summary>
internal sealed class SlackActions(SlackSessions sessions, SourceHttpFactory http, AddressGuard guard) : ISourceActions
{
    public IReadOnlyList<ActionDescriptor> Known { get; } = [new(typeof(PostMessage), "Post a message to Slack", "chat:write", "files:write", "channels:history")];

    public Task<ActionOutcome> ActAsync(SourceConnection source, SourceAction action, CancellationToken cancellationToken) => action switch
    {
        PostMessage post => new SlackPosting(sessions.Open(source), http, guard).RunAsync(post, cancellationToken),
        _ => throw new NotSupportedException($"Slack cannot do {action.GetType().Name}."),
    };
}
