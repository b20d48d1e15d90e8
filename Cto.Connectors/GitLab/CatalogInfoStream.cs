using Cto.Connectors.Code;
using Cto.Domain.Catalogue;

namespace Cto.Connectors.GitLab;

/// <summary>What each project says of itself in its <c>catalog-info.yaml</c>, read again once something happened in it.</summary>
internal sealed class CatalogInfoStream(GitLabSession session) : CodeStream<GitLabProject>
{
    public override string Title => "catalogue files";

    public override string Fingerprint => session.Settings.Fingerprint;

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitLabProject project, RepositoryMark mark, CancellationToken cancellationToken)
    {
        if ((mark.Until is not null && mark.Until >= project.LastActivityAt) || project.DefaultBranch is not { Length: > 0 } branch)
        {
            return AsyncEnumerable.Empty<RepositoryFacts>();
        }

        var text = await CatalogInfo.ReadAsync(session.People.FileAsync(project.Id, Repository.CatalogInfoPath, branch, cancellationToken));
        return One([project.ToFact(session.Keys) with { CatalogInfo = text }], mark with { Until = project.LastActivityAt ?? session.Clock.GetUtcNow() });
    }
}
