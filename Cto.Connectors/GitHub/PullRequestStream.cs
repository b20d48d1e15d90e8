using Cto.Domain;

namespace Cto.Connectors.GitHub;

/// <summary>Pull requests by their last change: the list alone, one request for a hundred.</summary>
internal class PullRequestStream(GitHubSession session) : RepositoryStream<GitHubPullRequest>(session)
{
    public override string Title => "pull requests";

    protected override long IdOf(GitHubPullRequest item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubPullRequest item) => item.UpdatedAt;

    protected override async Task<GitHubPage<GitHubPullRequest>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubPullRequest>.Of(
            await Session.Api.PullRequestsAsync(repository.Owner, repository.Name!, "all", "updated", "desc", GitHubSession.PageSize, page, etag, cancellationToken),
            static items => items);

    protected override async Task<GitHubPage<GitHubPullRequest>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubPullRequest>.Of(
            await Session.Http.GetAsync(address, "repos/{owner}/{repo}/pulls", GitHubJson.Default.GitHubPullRequestArray, cancellationToken), static items => items);

    protected override Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<GitHubPullRequest> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken)
    {
        var facts = new List<Fact>(items.Count);
        foreach (var item in items)
        {
            if (item.ToFact(Session.Keys, repository.FullName!) is { } fact)
            {
                facts.Add(fact);
            }
        }

        return Task.FromResult(new ChunkFacts(facts));
    }
}
