using System.Globalization;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Catalogue;
using Cto.Domain.Sources;
using Cto.Domain;

namespace Cto.Connectors.GitHub;

/// <summary>What each repository is written in, which packages it uses and what it says of itself (<c>catalog-info.yaml</c>), read again once something was pushed.</summary>
internal sealed class StackStream(GitHubSession session) : RepositoryStream(session)
{
    public override string Title => "languages and packages";

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitHubRepository repository, RepositoryMark mark, CancellationToken cancellationToken)
    {
        if (mark.Until is not null && mark.Until >= repository.PushedAt)
        {
            return AsyncEnumerable.Empty<RepositoryFacts>();
        }

        var (languages, _) = await TryAsync(Session.Inventory.LanguagesAsync(repository.Owner, repository.Name!, cancellationToken));
        var (bill, missing) = await TryAsync(Session.Inventory.BillOfMaterialsAsync(repository.Owner, repository.Name!, cancellationToken));
        var file = await CatalogInfo.ReadAsync(Session.Inventory.FileAsync(repository.Owner, repository.Name!, Repository.CatalogInfoPath, cancellationToken));
        var told = repository.ToFact(Session.Keys) with
        {
            Languages = languages?.ToDictionary(language => language.Key, language => language.Value.ToString(CultureInfo.InvariantCulture)),
            CatalogInfo = file,
        };
        // What could not be read is not gone: the packages known so far stand.
        var packages = bill?.ToFacts(Session.Keys, repository);
        var read = mark with
        {
            Until = repository.PushedAt ?? Session.Clock.GetUtcNow(),
            Missing = bill is null ? $"its packages are unknown (is the dependency graph on?). {missing}" : null,
            Known = packages is null ? mark.Known : [.. packages.Select(NameOf)],
        };
        return PagesAsync([told, .. packages ?? []], mark, read, packages is null ? [] : Gone(mark, read.Known!, FactKinds.Component, name => Session.Keys.Component(repository.Id, name)));
    }

    // The mark moves with the last page: killed before, the repository is read again.
    private static async IAsyncEnumerable<RepositoryFacts> PagesAsync(IReadOnlyList<Fact> facts, RepositoryMark before, RepositoryMark after, IReadOnlyList<FactKey> gone)
    {
        var chunks = facts.Chunk(1000).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            var last = i == chunks.Count - 1;
            yield return new(chunks[i], last ? after : before) { Withdrawn = last ? gone : [] };
            await Task.CompletedTask;
        }
    }

    private static string NameOf(Component component) => component.Key[(component.Key.LastIndexOf('/') + 1)..];

    private static async Task<(T? Content, string? Refusal)> TryAsync<T>(Task<Answer<T>> asked)
        where T : class
    {
        try
        {
            return ((await asked).Content, null);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return (null, e.Message);
        }
    }
}
