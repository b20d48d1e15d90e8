using Cto.Domain;

namespace Cto.Connectors.GitHub;

/// <summary>Releases by their creation.</summary>
internal sealed class ReleaseStream(GitHubSession session) : RepositoryStream<GitHubRelease>(session)
{
    public override string Title => "releases";

    // Drafts are published and names corrected long after their creation.
    protected override TimeSpan Lookback => ReleasePages.Lookback;

    protected override long IdOf(GitHubRelease item) => item.Id;

    protected override DateTimeOffset? StampOf(GitHubRelease item) => ReleasePages.StampOf(item);

    protected override bool IsSorted => false;

    protected override bool IsBelow(IReadOnlyList<GitHubRelease> items, DateTimeOffset floor) => ReleasePages.IsBelow(items, floor);

    protected override Task<GitHubPage<GitHubRelease>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        ReleasePages.FirstAsync(Session, repository, page, etag, cancellationToken);

    protected override Task<GitHubPage<GitHubRelease>> NextAsync(Uri address, CancellationToken cancellationToken) => ReleasePages.NextAsync(Session, address, cancellationToken);

    protected override Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<GitHubRelease> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken) =>
        Task.FromResult(new ChunkFacts([.. items.Select(release => release.ToFact(Session.Keys, repository.FullName!)).OfType<Fact>()]));
}

/// <summary>The list of releases, which two streams read.</summary>
internal static class ReleasePages
{
    public static readonly TimeSpan Lookback = TimeSpan.FromDays(90);

    // GitHub dates a release by its tagged commit, which may be old; when it was published is later, and near the order of the list.
    public static DateTimeOffset? StampOf(GitHubRelease release) => release.PublishedAt ?? release.CreatedAt;

    public static bool IsBelow(IReadOnlyList<GitHubRelease> items, DateTimeOffset floor) => items.All(item => StampOf(item) < floor);

    public static async Task<GitHubPage<GitHubRelease>> FirstAsync(GitHubSession session, GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubRelease>.Of(await session.Api.ReleasesAsync(repository.Owner, repository.Name!, GitHubSession.PageSize, page, etag, cancellationToken), static items => items);

    public static async Task<GitHubPage<GitHubRelease>> NextAsync(GitHubSession session, Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubRelease>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/releases", GitHubJson.Default.GitHubReleaseArray, cancellationToken), static items => items);
}
