using Cto.Connectors.Code;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>What the list of merge requests does not tell: reviews, when a draft became ready, first commits; only of those that changed.</summary>
internal sealed class MergeRequestDetailStream(GitLabSession session) : MergeRequestStream(session)
{
    public override string Title => "reviews and first commits";

    // Two requests each: what a limit or a crash interrupts is small.
    protected override int ChunkSize => 25;

    protected override async Task<GitLabRead> ReadAsync(
        GitLabProject project, IReadOnlyList<GitLabMergeRequest> items, RepositoryMark mark, CancellationToken cancellationToken)
    {
        var read = await Details.ReadAsync(items, GitLabSession.Degree, (item, token) => OfAsync(project, item, token), cancellationToken);
        return new(read.Facts, mark) { Failure = read.Failure, Done = read.Done };
    }

    private async Task<IReadOnlyList<Fact>> OfAsync(GitLabProject project, GitLabMergeRequest listed, CancellationToken cancellationToken)
    {
        if (listed.ToFact(Session.Keys, project.FullName!) is not { } fact)
        {
            return [];
        }

        try
        {
            var first = await Session.People.NotesAsync(project.Id, fact.Number, "created_at", "asc", GitLabSession.PageSize, cancellationToken);
            var notes = await Session.AllAsync(first, "api/v4/projects/{id}/merge_requests/{merge_request_iid}/notes", GitLabJson.Default.GitLabNoteArray, cancellationToken);
            var begun = listed.MergedAt is null ? null : await FirstCommitAsync(project, fact.Number, cancellationToken);
            var ordered = notes.OrderBy(note => note.CreatedAt).ThenBy(note => note.Id).ToList();
            return [fact with { FirstCommitAt = begun, ReadyAt = GitLabReviews.ReadyAt(ordered) }, .. GitLabReviews.Of(ordered, Session.Keys, fact)];
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            // It was removed since the list was made.
            return [fact];
        }
    }

    private async Task<DateTimeOffset?> FirstCommitAsync(GitLabProject project, int number, CancellationToken cancellationToken)
    {
        var first = await Session.Api.MergeRequestCommitsAsync(project.Id, number, GitLabSession.PageSize, cancellationToken);
        var commits = await Session.AllAsync(first, "api/v4/projects/{id}/merge_requests/{merge_request_iid}/commits", GitLabJson.Default.GitLabCommitArray, cancellationToken);
        return commits.Min(commit => commit.AuthoredDate);
    }
}
