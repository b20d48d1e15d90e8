using System.Runtime.CompilerServices;
using Cto.Connectors.Code;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.GitHub;

/// <summary>GitHub, on github.com or on a company's own server.</summary>
internal sealed class GitHubConnector(GitHubSessions sessions, GitHubReach reach, GitHubCheck check, GitHubWebhooks webhooks, GitHubActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => GitHubDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public ISourceActions Actions => actions;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        if (stream == GitHubStreams.Repositories)
        {
            var found = await reach.ListAsync(session, cancellationToken);
            yield return new()
            {
                Facts =
                [
                    .. found.Repositories.Where(repository => repository.Fork != true).Select(repository => repository.ToService(session.Keys)),
                    .. found.Repositories.Concat(found.Archived).Select(repository => repository.ToFact(session.Keys)),
                ],
                Progress = new("repositories", 1),
                RateLimit = session.Http.Limit,
                Warnings = found.Warnings,
            };
            yield break;
        }

        var reader = stream == GitHubStreams.Members ? null : GitHubStreams.Open(stream, session);
        if (source.Credentials is null && reader?.Optional != false)
        {
            // Shown to nobody without a token.
            yield break;
        }

        var pages = reader is null
            ? GitHubMembers.ReadAsync(session, cursor, cancellationToken)
            : new RepositoryPull<GitHubRepository>(session.Http, reader, await reach.RepositoriesAsync(session, cancellationToken)).RunAsync(cursor, cancellationToken);
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
}
