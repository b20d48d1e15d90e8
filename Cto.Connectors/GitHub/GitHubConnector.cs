using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>GitHub, on github.com or on a company's own server.</summary>
internal sealed class GitHubConnector(GitHubSessions sessions, GitHubReach reach, GitHubCheck check, GitHubWebhooks webhooks) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => GitHubDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        if (stream == GitHubStreams.Repositories)
        {
            var found = await reach.ListAsync(session, cancellationToken);
            yield return new()
            {
                Facts = [.. found.Repositories.Where(repository => repository.Fork != true).Select(repository => repository.ToService(session.Keys))],
                Progress = new(found.Repositories.Count, found.Repositories.Count, "repositories"),
                RateLimit = session.Http.Limit,
                Warnings = found.Warnings,
            };
            yield break;
        }

        var reader = GitHubStreams.Open(stream, session);
        var known = await reach.RepositoriesAsync(session, cancellationToken);
        await foreach (var page in new GitHubPull(session, reader, known).RunAsync(cursor, cancellationToken))
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
