using System.Runtime.CompilerServices;
using Cto.Connectors.Asana.Actions;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Asana;

/// <summary>Asana.</summary>
internal sealed class AsanaConnector(AsanaSessions sessions, AsanaActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => AsanaDescriptor.Descriptor;

    public IWebhookReceiver Webhooks { get; } = new AsanaWebhooks();

    public ISourceActions Actions => actions;

    public async Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var (me, workspaces) = await session.MeAsync(cancellationToken);
        var projects = await session.ProjectsAsync(cancellationToken);
        return new($"Connected as {me.Name ?? "an unnamed account"} to {string.Join(", ", workspaces.Take(3).Select(workspace => workspace.Name))}: {projects.Count} {(projects.Count == 1 ? "project" : "projects")} in reach.")
        {
            Warnings = projects.Count > 0 ? [] : ["No project is in reach, so there will be no tasks."],
        };
    }

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        if (stream == AsanaStreams.Projects)
        {
            var projects = await session.ProjectsAsync(cancellationToken);
            yield return new() { Facts = [.. projects.Select(AsanaFacts.Of)], Progress = new("projects", 1), RateLimit = session.Http.Limit };
            yield break;
        }

        await foreach (var page in new AsanaTaskStream(session).PullAsync(cursor, cancellationToken))
        {
            yield return page;
        }
    }
}
