using System.Runtime.CompilerServices;
using Cto.Connectors.Code;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.GitLab;

/// <summary>GitLab, on gitlab.com or on a company's own server.</summary>
internal sealed class GitLabConnector(GitLabSessions sessions, GitLabReach reach, GitLabCheck check, GitLabWebhooks webhooks, GitLabActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => GitLabDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public ISourceActions Actions => actions;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var projects = stream == GitLabStreams.Projects ? await reach.ListAsync(session, cancellationToken) : await reach.ProjectsAsync(session, cancellationToken);
        var pages = stream switch
        {
            GitLabStreams.Projects => Projects(session, projects).ToAsyncEnumerable(),
            GitLabStreams.Members => GitLabMembers.ReadAsync(session, projects, cursor, cancellationToken),
            _ => new RepositoryPull<GitLabProject>(session.Http, GitLabStreams.Open(stream, session), projects).RunAsync(cursor, cancellationToken),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }

    public Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        reach.Forget(source.SourceId);
        return Task.CompletedTask;
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
