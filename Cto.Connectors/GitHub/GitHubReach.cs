using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>The repositories that a source means and its credentials may see, newest push first.</summary>
internal sealed class GitHubReach(TimeProvider clock)
{
    private readonly KeptReach<GitHubRepository> _kept = new(clock);

    /// <summary>The repositories as last listed, at most ten minutes ago.</summary>
    public async Task<Reach<GitHubRepository>> RepositoriesAsync(GitHubSession session, CancellationToken cancellationToken) =>
        _kept.Of(session.Source) ?? await ListAsync(session, cancellationToken);

    /// <summary>Asks GitHub anew.</summary>
    /// <exception cref="SourceException">None is in reach.</exception>
    public async Task<Reach<GitHubRepository>> ListAsync(GitHubSession session, CancellationToken cancellationToken)
    {
        var found = new List<GitHubRepository>();
        if (session.Settings.Account is { } account)
        {
            found.AddRange(await OfAccountAsync(session, account, cancellationToken));
        }
        else if (session.Settings.Named.Count == 0)
        {
            found.AddRange(await InstalledAsync(session, cancellationToken));
        }

        var missing = session.Settings.Named.Except(found.Select(repository => repository.FullName!), StringComparer.OrdinalIgnoreCase);
        var absent = new List<SourceException>();
        await foreach (var (repository, fault) in Ordered.SelectAsync(missing, GitHubSession.Degree, (name, token) => NamedAsync(session, name, token), cancellationToken))
        {
            absent.AddRange(fault is null ? [] : [fault]);
            found.AddRange(repository is null ? [] : [repository]);
        }

        IReadOnlyList<GitHubRepository> meant = [.. found.Where(session.Settings.Covers).DistinctBy(repository => repository.Id).OrderByDescending(repository => repository.PushedAt)];
        if (meant.Count == 0)
        {
            throw absent.FirstOrDefault() ?? new SourceException(SourceFault.NotFound, found.Count == 0
                ? $"GitHub shows no repository of {session.Settings.Account ?? "this installation"}."
                : $"None of the {found.Count} repositories in reach matches the settings.");
        }

        IReadOnlyList<GitHubRepository> archived = [.. found.Where(repository => session.Settings.Means(repository) && !session.Settings.Covers(repository)).DistinctBy(repository => repository.Id)];
        return _kept.Keep(session.Source, new(meant, archived, [.. absent.Select(fault => fault.Message)]));
    }

    public void Forget(Guid sourceId) => _kept.Forget(sourceId);

    private static async Task<List<GitHubRepository>> OfAccountAsync(GitHubSession session, string account, CancellationToken cancellationToken)
    {
        Answer<GitHubRepository?[]> first;
        try
        {
            first = await session.Api.OrganizationRepositoriesAsync(account, "all", "pushed", GitHubSession.PageSize, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            // No organisation of this name: a user's account, perhaps.
            first = await session.Account.UserRepositoriesAsync(account, GitHubSession.PageSize, cancellationToken);
        }

        return await session.AllAsync(first, "orgs/{org}/repos", GitHubJson.Default.GitHubRepositoryArray!, page => page, cancellationToken);
    }

    private static async Task<List<GitHubRepository>> InstalledAsync(GitHubSession session, CancellationToken cancellationToken)
    {
        if (session.Source.Credentials is not { Kind: GitHubCredentials.AppKind })
        {
            throw new SourceException(SourceFault.InvalidSettings, "Neither an organisation nor a repository is given.")
            {
                Remedy = "Give the organisation, or repositories as owner/name.",
            };
        }

        var first = await session.Account.InstallationRepositoriesAsync(GitHubSession.PageSize, cancellationToken);
        return await session.AllAsync(first, "installation/repositories", GitHubJson.Default.GitHubRepositories, page => page.Repositories ?? [], cancellationToken);
    }

    // One that is gone or hidden must not keep the others away; with none left, its fault is the answer.
    private static async Task<(GitHubRepository? Repository, SourceException? Fault)> NamedAsync(GitHubSession session, string name, CancellationToken cancellationToken)
    {
        try
        {
            return ((await session.Account.RepositoryAsync(name.Split('/')[0], name.Split('/')[1], cancellationToken)).Content, null);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return (null, new SourceException(e.Fault, $"{name}: {e.Message}", e) { Remedy = "Check the name, and that the token may see the repository." });
        }
    }
}
