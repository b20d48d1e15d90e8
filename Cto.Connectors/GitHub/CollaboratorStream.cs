using System.Globalization;
using Cto.Connectors.Code;
using Cto.Domain;

namespace Cto.Connectors.GitHub;

/// <summary>Who may write to each repository, maintain or administer it, by whatever way the right came; one request a repository, mostly "unchanged".</summary>
internal sealed class CollaboratorStream(GitHubSession session) : RepositoryStream(session)
{
    public override string Title => "collaborators";

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitHubRepository repository, RepositoryMark mark, CancellationToken cancellationToken)
    {
        var first = await Session.Security.CollaboratorsAsync(repository.Owner, repository.Name!, "all", GitHubSession.PageSize, mark.Etag, cancellationToken);
        var page = GitHubPage<GitHubCollaborator>.Of(first, static items => items);
        if (page.Unchanged)
        {
            return AsyncEnumerable.Empty<RepositoryFacts>();
        }

        var all = await Session.AllAsync(first, "repos/{owner}/{repo}/collaborators", GitHubJson.Default.GitHubCollaboratorArray!, static items => items, cancellationToken);
        // Somebody who joins while we page moves others to the next page, where they stand a second time.
        var grants = all.DistinctBy(person => person.Id).Select(person => (Id: person.Id.ToString(CultureInfo.InvariantCulture), Fact: person.ToFact(Session.Keys, repository))).Where(grant => grant.Fact is not null).ToList();
        // The tag of the first page says nothing of the others.
        var single = all.Count <= page.Items.Count;
        var known = grants.ConvertAll(grant => grant.Id);
        return One([.. grants.Select(grant => grant.Fact!)], mark with { Etag = single ? page.Etag : null, Known = known }, Gone(mark, known, FactKinds.AccessGrant, id => Session.Keys.Grant(repository.Id, id)));
    }
}
