using Cto.Connectors.Code;
using Cto.Domain;

namespace Cto.Connectors.GitHub;

/// <summary>A stream whose records each are one fact and need nothing besides their list: one request for a hundred.</summary>
internal sealed class ListStream<T>(GitHubSession session, GitHubList<T> list, string title, Func<T, GitHubRepository, Fact?> read) : RepositoryStream<T>(session, list)
    where T : class
{
    public override string Title => title;

    protected override Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<T> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken) =>
        Task.FromResult(new ChunkFacts([.. items.Select(item => read(item, repository)).OfType<Fact>()]));
}
