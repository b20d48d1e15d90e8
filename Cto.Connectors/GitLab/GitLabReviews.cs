using Cto.Domain.Delivery;

namespace Cto.Connectors.GitLab;

/// <summary>Reads reviews out of the notes of a merge request: GitLab writes approvals down as notes, and a review with comments is published as several at once.</summary>
internal static class GitLabReviews
{
    // Comments of one review have nearly the same time; one person's comments within this are one submission.
    private static readonly TimeSpan OneReview = TimeSpan.FromMinutes(5);

    /// <param name="notes">Oldest first.</param>
    /// <param name="pull">The merge request; its author's own words are no review.</param>
    public static IReadOnlyList<Review> Of(IEnumerable<GitLabNote> notes, GitLabKeys keys, PullRequest pull)
    {
        var reviews = new List<Review>();
        foreach (var note in notes)
        {
            if (note.Id == 0 || note.CreatedAt is not { } at || note.Author?.Username == pull.Author || StateOf(note) is not { } state || Continues(reviews, note, at, state))
            {
                continue;
            }

            reviews.Add(new()
            {
                Key = keys.Note(note.Id),
                Url = $"{pull.Url}#note_{note.Id}",
                PullRequest = pull.Key,
                Repository = pull.Repository,
                Reviewer = note.Author?.Username,
                Bot = note.Author?.IsBot == true,
                SubmittedAt = at,
                State = state,
            });
        }

        return reviews;
    }

    /// <summary>When the draft became ready for review; <see langword="null"/> when no note says so.</summary>
    public static DateTimeOffset? ReadyAt(IEnumerable<GitLabNote> notes) => notes
        .Where(note => note.System == true && (Says(note, "marked this merge request as **ready**") || Says(note, "unmarked as a **Work In Progress**")))
        .Max(note => note.CreatedAt);

    private static bool Continues(List<Review> reviews, GitLabNote note, DateTimeOffset at, ReviewState state) =>
        state is ReviewState.Commented && reviews.FindLast(review => review.Reviewer == note.Author?.Username) is { } last && at - last.SubmittedAt <= OneReview;

    private static ReviewState? StateOf(GitLabNote note) => note.System != true ? ReviewState.Commented
        : Says(note, "approved this merge request") ? ReviewState.Approved
        : Says(note, "requested changes") ? ReviewState.ChangesRequested
        : Says(note, "unapproved this merge request") ? ReviewState.Dismissed
        : null;

    private static bool Says(GitLabNote note, string words) => note.Body?.StartsWith(words, StringComparison.Ordinal) == true;
}
