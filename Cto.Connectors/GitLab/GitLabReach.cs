using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>The projects that a source means and its credentials may see.</summary>
internal sealed class GitLabReach(TimeProvider clock)
{
    private readonly KeptReach<GitLabProject> _kept = new(clock);

    /// <summary>The projects as last listed, at most ten minutes ago.</summary>
    public async Task<Reach<GitLabProject>> ProjectsAsync(GitLabSession session, CancellationToken cancellationToken) =>
        _kept.Of(session.Source) ?? await ListAsync(session, cancellationToken);

    /// <summary>Asks GitLab anew.</summary>
    /// <exception cref="SourceException">None is in reach.</exception>
    public async Task<Reach<GitLabProject>> ListAsync(GitLabSession session, CancellationToken cancellationToken)
    {
        var found = new List<GitLabProject>();
        if (session.Settings.GroupPath is { } group)
        {
            var first = await session.Api.GroupProjectsAsync(group, true, false, "last_activity_at", GitLabSession.PageSize, cancellationToken);
            found.AddRange(await session.AllAsync(first, "api/v4/groups/{id}/projects", GitLabJson.Default.GitLabProjectArray, cancellationToken));
        }

        var missing = session.Settings.Named.Except(found.Select(project => project.FullName ?? ""), StringComparer.OrdinalIgnoreCase);
        var absent = new List<SourceException>();
        await foreach (var (project, fault) in Ordered.SelectAsync(missing, GitLabSession.Degree, (path, token) => NamedAsync(session, path, token), cancellationToken))
        {
            absent.AddRange(fault is null ? [] : [fault]);
            found.AddRange(project is null ? [] : [project]);
        }

        IReadOnlyList<GitLabProject> meant = [.. found.Where(session.Settings.Means).DistinctBy(project => project.Id).OrderByDescending(project => project.LastActivityAt)];
        IReadOnlyList<GitLabProject> covered = [.. meant.Where(session.Settings.Covers)];
        return covered.Count > 0
            ? _kept.Keep(session.Source, new(covered, [.. meant.Except(covered)], [.. absent.Select(fault => fault.Message)]))
            : throw absent.FirstOrDefault() ?? new SourceException(SourceFault.NotFound, found.Count == 0
                ? $"GitLab shows no project of {session.Settings.GroupPath}."
                : $"None of the {found.Count} projects in reach matches the settings.");
    }

    public void Forget(Guid sourceId) => _kept.Forget(sourceId);

    // One that is gone or hidden must not keep the others away; with none left, its fault is the answer.
    private static async Task<(GitLabProject? Project, SourceException? Fault)> NamedAsync(GitLabSession session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return ((await session.Api.ProjectAsync(path, cancellationToken)).Content, null);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return (null, new SourceException(e.Fault, $"{path}: {e.Message}", e) { Remedy = "Check the path, and that the token may see the project." });
        }
    }
}
