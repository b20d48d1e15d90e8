using System.Runtime.CompilerServices;
using Cto.Connectors.Code;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.GitLab;

/// <summary>GitLab, on gitlab.com or on a company's own server.</summary>
internal sealed class GitLabConnector(GitLabSessions sessions, GitLabCheck check, GitLabWebhooks webhooks, GitLabActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => GitLabDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public ISourceActions Actions => actions;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var reach = await GitLabReach.ListAsync(session, cancellationToken);
        var pages = stream switch
        {
            GitLabStreams.Projects => Projects(session, reach).ToAsyncEnumerable(),
            GitLabStreams.Members => GitLabMembers.ReadAsync(session, reach, cursor, cancellationToken),
            _ => new RepositoryPull<GitLabProject>(session.Http, GitLabStreams.Open(stream, session), reach).RunAsync(cursor, cancellationToken),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }

    private static IEnumerable<FactPage> Projects(GitLabSession session, Reach<GitLabProject> reach) =>
    [
        new()
        {
            Facts =
            [
                .. reach.Repositories.Where(project => project.ForkedFromProject is null).Select(project => project.ToService(session.Keys)),
                .. reach.Repositories.Concat(reach.Archived).Select(project => project.ToFact(session.Keys)),
            ],
            Progress = new("projects", 1),
            RateLimit = session.Http.Limit,
            Warnings = reach.Warnings,
        },
    ];
}
