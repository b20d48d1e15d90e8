using Cto.Connectors.Code;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>What lists of pull requests do not tell: sizes, reviews and first commits, newest change first, and only of those that changed.</summary>
internal sealed class PullRequestDetailStream(GitHubSession session) : RepositoryStream<GitHubPullRequest>(session, new PullRequestList(session))
{
    public override string Title => "reviews, sizes and first commits";

    // Up to three requests each: what a limit or a crash interrupts is small.
    protected override int ChunkSize => 20;

    protected override bool SkipsSeen => true;

    protected override async Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<GitHubPullRequest> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken)
    {
        var read = await Details.ReadAsync(items, GitHubSession.Degree, (item, token) => OfAsync(repository, item, token), cancellationToken);
        return new(read.Facts) { Failure = read.Failure, Done = read.Done };
    }

    private async Task<IReadOnlyList<Fact>> OfAsync(GitHubRepository repository, GitHubPullRequest listed, CancellationToken cancellationToken)
    {
        if (listed.ToFact(Session.Keys, repository.FullName!) is not { } fact)
        {
            return [];
        }

        try
        {
            var reviews = await ReviewsAsync(repository, fact.Number, cancellationToken);
            // What was given up needs neither size nor commits; what is open has no lead time yet.
            var detailed = listed.IsClosedUnmerged ? listed : (await Session.Api.PullRequestAsync(repository.Owner, repository.Name!, fact.Number, cancellationToken)).Content;
            var first = listed.MergedAt is null ? null : await FirstCommitAsync(repository, fact.Number, cancellationToken);
            return
            [
                fact with { Additions = detailed.Additions, Deletions = detailed.Deletions, FirstCommitAt = first },
                .. reviews.Select(review => review.ToFact(Session.Keys, fact.Repository, fact.Key)).OfType<Fact>(),
            ];
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            // It was removed since the list was made.
            return [fact];
        }
    }

    private async Task<List<GitHubReview>> ReviewsAsync(GitHubRepository repository, int number, CancellationToken cancellationToken)
    {
        var first = await Session.Api.ReviewsAsync(repository.Owner, repository.Name!, number, GitHubSession.PageSize, cancellationToken);
        return await Session.AllAsync(first, "repos/{owner}/{repo}/pulls/{pull_number}/reviews", GitHubJson.Default.GitHubReviewArray!, page => page, cancellationToken);
    }

    // Git hands commits out in the order of the graph, not of time, so the earliest may stand on the last page; GitHub ends at 250.
    private async Task<DateTimeOffset?> FirstCommitAsync(GitHubRepository repository, int number, CancellationToken cancellationToken)
    {
        var first = await Session.Api.PullRequestCommitsAsync(repository.Owner, repository.Name!, number, GitHubSession.PageSize, cancellationToken);
        var commits = await Session.AllAsync(first, "repos/{owner}/{repo}/pulls/{pull_number}/commits", GitHubJson.Default.GitHubCommitArray!, page => page, cancellationToken);
        return commits.Min(commit => commit.Commit?.Author?.Date);
    }
}
