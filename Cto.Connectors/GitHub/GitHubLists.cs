namespace Cto.Connectors.GitHub;

/// <summary>Pull requests by their last change: one request for a hundred.</summary>
internal sealed class PullRequestList(GitHubSession session) : GitHubList<GitHubPullRequest>
{
    public override long IdOf(GitHubPullRequest item) => item.Id;

    public override DateTimeOffset? StampOf(GitHubPullRequest item) => item.UpdatedAt;

    public override async Task<GitHubPage<GitHubPullRequest>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubPullRequest>.Of(
            await session.Api.PullRequestsAsync(repository.Owner, repository.Name!, "all", "updated", "desc", GitHubSession.PageSize, page, etag, cancellationToken),
            static items => items);

    public override async Task<GitHubPage<GitHubPullRequest>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubPullRequest>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/pulls", GitHubJson.Default.GitHubPullRequestArray, cancellationToken), static items => items);
}

/// <summary>Deployments by their creation.</summary>
internal sealed class DeploymentList(GitHubSession session) : GitHubList<GitHubDeployment>
{
    // Their end is told by statuses, which move no deployment to the top of the list.
    public override TimeSpan Lookback => TimeSpan.FromDays(14);

    public override long IdOf(GitHubDeployment item) => item.Id;

    public override DateTimeOffset? StampOf(GitHubDeployment item) => item.CreatedAt;

    public override async Task<GitHubPage<GitHubDeployment>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubDeployment>.Of(
            await session.Api.DeploymentsAsync(repository.Owner, repository.Name!, GitHubSession.PageSize, page, etag, cancellationToken), static items => items);

    public override async Task<GitHubPage<GitHubDeployment>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubDeployment>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/deployments", GitHubJson.Default.GitHubDeploymentArray, cancellationToken), static items => items);
}

/// <summary>Workflow runs by their creation.</summary>
internal sealed class WorkflowRunList(GitHubSession session) : GitHubList<GitHubWorkflowRun>
{
    // Runs take days at most, and may be started again; webhooks tell of later attempts.
    public override TimeSpan Lookback => TimeSpan.FromDays(3);

    public override long IdOf(GitHubWorkflowRun item) => item.Id;

    public override DateTimeOffset? StampOf(GitHubWorkflowRun item) => item.CreatedAt;

    public override async Task<GitHubPage<GitHubWorkflowRun>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubWorkflowRun>.Of(
            await session.Api.WorkflowRunsAsync(repository.Owner, repository.Name!, true, GitHubSession.PageSize, page, etag, cancellationToken),
            static body => body.WorkflowRuns);

    public override async Task<GitHubPage<GitHubWorkflowRun>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubWorkflowRun>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/actions/runs", GitHubJson.Default.GitHubWorkflowRuns, cancellationToken), static body => body.WorkflowRuns);
}

/// <summary>Releases by their publication.</summary>
internal sealed class ReleaseList(GitHubSession session) : GitHubList<GitHubRelease>
{
    // Drafts are published and names corrected long after their creation.
    public override TimeSpan Lookback => TimeSpan.FromDays(90);

    public override bool IsSorted => false;

    public override long IdOf(GitHubRelease item) => item.Id;

    // GitHub dates a release by its tagged commit, which may be old; when it was published is later, and near the order of the list.
    public override DateTimeOffset? StampOf(GitHubRelease item) => item.PublishedAt ?? item.CreatedAt;

    public override bool IsBelow(IReadOnlyList<GitHubRelease> items, DateTimeOffset floor) => items.All(item => StampOf(item) < floor);

    public override async Task<GitHubPage<GitHubRelease>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubRelease>.Of(await session.Api.ReleasesAsync(repository.Owner, repository.Name!, GitHubSession.PageSize, page, etag, cancellationToken), static items => items);

    public override async Task<GitHubPage<GitHubRelease>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubRelease>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/releases", GitHubJson.Default.GitHubReleaseArray, cancellationToken), static items => items);
}
