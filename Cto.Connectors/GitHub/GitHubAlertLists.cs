using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Dependabot's alerts by their last change; paged by cursors, so a walk that was interrupted starts at the top and passes over what it has.</summary>
internal sealed class DependabotAlertList(GitHubSession session) : GitHubList<GitHubDependabotAlert>
{
    public override bool KeepsAll => true;

    public override long IdOf(GitHubDependabotAlert item) => item.Number ?? 0;

    public override DateTimeOffset? StampOf(GitHubDependabotAlert item) => item.UpdatedAt ?? item.CreatedAt;

    public override async Task<GitHubPage<GitHubDependabotAlert>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubDependabotAlert>.Of(
            await session.Security.DependabotAlertsAsync(repository.Owner, repository.Name!, "updated", "desc", GitHubSession.PageSize, etag, cancellationToken), static items => items);

    public override async Task<GitHubPage<GitHubDependabotAlert>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubDependabotAlert>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/dependabot/alerts", GitHubJson.Default.GitHubDependabotAlertArray, cancellationToken), static items => items);
}

/// <summary>Code scanning's alerts by their last change; a repository that was never scanned has none.</summary>
internal sealed class CodeAlertList(GitHubSession session) : GitHubList<GitHubCodeAlert>
{
    public override bool KeepsAll => true;

    public override long IdOf(GitHubCodeAlert item) => item.Number ?? 0;

    public override DateTimeOffset? StampOf(GitHubCodeAlert item) => item.UpdatedAt ?? item.CreatedAt;

    public override async Task<GitHubPage<GitHubCodeAlert>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken) =>
        GitHubPage<GitHubCodeAlert>.Of(
            await session.Security.CodeAlertsAsync(repository.Owner, repository.Name!, "updated", "desc", GitHubSession.PageSize, page, etag, cancellationToken), static items => items);

    public override async Task<GitHubPage<GitHubCodeAlert>> NextAsync(Uri address, CancellationToken cancellationToken) =>
        GitHubPage<GitHubCodeAlert>.Of(
            await session.Http.GetAsync(address, "repos/{owner}/{repo}/code-scanning/alerts", GitHubJson.Default.GitHubCodeAlertArray, cancellationToken), static items => items);

    // GitHub answers 404 "no analysis found" where nothing was ever scanned.
    public override bool IsNothing(SourceException fault) => fault.Fault is SourceFault.NotFound && fault.Message.Contains("no analysis", StringComparison.OrdinalIgnoreCase);
}
