using Cto.Connectors.Code;
using Cto.Domain;

namespace Cto.Connectors.GitLab;

/// <summary>Releases that changed since they were last asked for: they carry no time of change, so our own clock, set back a little, says since when.</summary>
internal sealed class GitLabReleaseStream(GitLabSession session) : CodeStream<GitLabProject>
{
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromMinutes(10);

    public override string Title => "releases";

    public override string Fingerprint => session.Settings.Fingerprint;

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitLabProject project, RepositoryMark mark, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var since = mark.Until ?? now - session.Settings.History;
        var first = await session.Api.ReleasesAsync(project.Id, "released_at", "desc", GitLabSession.Text(since), GitLabSession.PageSize, cancellationToken);
        var releases = await session.AllAsync(first, "api/v4/projects/{id}/releases", GitLabJson.Default.GitLabReleaseArray, cancellationToken);
        var facts = releases.Select(release => release.ToFact(session.Keys, project)).OfType<Fact>().ToList();
        return facts.Count == 0 && mark.Until is not null ? AsyncEnumerable.Empty<RepositoryFacts>() : One(facts, mark with { Until = now - ClocksMayDiffer });
    }
}
