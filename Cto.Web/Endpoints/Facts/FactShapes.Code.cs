using System.Globalization;
using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Web.Endpoints.Facts;

/// <summary>The kinds that come from where the code lives.</summary>
internal static partial class FactShapes
{
    private static FactShape PullRequest() => new(
        FactKinds.PullRequest,
        "A proposed change and its way to the default branch, with its reviews.",
        [
            Key,
            Text("repository", "As owner/name.") with { Required = true },
            Count("number", "Its number in the repository.") with { Required = true },
            Text("title", "Its title.") with { Required = true },
            Text("author", "The author's login."),
            Flag("bot", "Whether the author is a machine."),
            Flag("draft", "Whether it is a draft now."),
            Text("branch", "The source branch."),
            Text("targetBranch", "The branch it is merged into; left out = the default branch."),
            Instant("createdAt", "When it was opened.") with { Required = true },
            Instant("readyAt", "When it left draft."),
            Instant("firstCommitAt", "Author date of its first commit."),
            Instant("firstReviewAt", "The first review by another person, where the reviews themselves are not given."),
            Instant("mergedAt", "When it was merged."),
            Instant("closedAt", "When it was closed, merged or not."),
            Text("mergeCommit", "The commit on the target branch that brought it in."),
            Count("additions", "Added lines."),
            Count("deletions", "Deleted lines."),
            Texts("labels", "Labels; 'hotfix' has a meaning."),
            Texts("requestedReviewers", "Logins of those asked to review and not yet heard from."),
            new("reviews", FactFieldType.Items, "Its reviews, one a submission.") { Items = ReviewFields },
            .. Common,
        ],
        line =>
        [
            new PullRequest
            {
                Key = line.Required("key"),
                Repository = line.Required("repository"),
                Number = line.Integer("number")!.Value,
                Title = line.Required("title"),
                Author = line.Text("author"),
                Bot = line.Flag("bot"),
                Draft = line.Flag("draft"),
                Branch = line.Text("branch"),
                TargetBranch = line.Text("targetBranch"),
                CreatedAt = line.Instant("createdAt")!.Value,
                ReadyAt = line.Instant("readyAt"),
                FirstCommitAt = line.Instant("firstCommitAt"),
                FirstReviewAt = line.Instant("firstReviewAt"),
                MergedAt = line.Instant("mergedAt"),
                ClosedAt = line.Instant("closedAt"),
                MergeCommit = line.Text("mergeCommit"),
                Additions = line.Integer("additions"),
                Deletions = line.Integer("deletions"),
                Labels = line.Texts("labels"),
                RequestedReviewers = line.Texts("requestedReviewers"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
            .. line.Items("reviews").Select(review => ReviewOf(line, review)),
        ]);

    private static FactField[] ReviewFields =>
        [
            Text("reviewer", "The reviewer's login."),
            Flag("bot", "Whether the reviewer is a machine."),
            Instant("submittedAt", "When it was submitted.") with { Required = true },
            Choice<ReviewState>("state", "What it said.") with { Required = true },
        ];

    /// <summary>A review inside a pull request has no key of its own: who submitted it when tells it from the others.</summary>
    private static Review ReviewOf(FactValues pullRequest, FactValues review)
    {
        var at = review.Instant("submittedAt")!.Value;
        return new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{pullRequest.Required("key")}/review/{review.Text("reviewer")}@{at.UtcDateTime:yyyyMMddTHHmmss.fffffff}"),
            PullRequest = pullRequest.Required("key"),
            Repository = pullRequest.Required("repository"),
            Reviewer = review.Text("reviewer"),
            Bot = review.Flag("bot"),
            SubmittedAt = at,
            State = review.Choice<ReviewState>("state")!.Value,
        };
    }

    private static FactShape Review() => new(
        FactKinds.Review,
        "One submission of a review, where it does not come inside its pull request.",
        [Key, Text("pullRequest", "The pull request's key.") with { Required = true }, Text("repository", "As owner/name.") with { Required = true }, .. ReviewFields, .. Common],
        line =>
        [
            new Review
            {
                Key = line.Required("key"),
                PullRequest = line.Required("pullRequest"),
                Repository = line.Required("repository"),
                Reviewer = line.Text("reviewer"),
                Bot = line.Flag("bot"),
                SubmittedAt = line.Instant("submittedAt")!.Value,
                State = line.Choice<ReviewState>("state")!.Value,
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);

    private static FactShape Commit() => new(
        FactKinds.Commit,
        "A commit of a repository.",
        [
            Key,
            Text("repository", "As owner/name.") with { Required = true },
            Text("sha", "Its hash.") with { Required = true },
            Text("subject", "The first line of the message.") with { Required = true },
            Text("author", "The author's name or login."),
            Text("authorEmail", "The author's e-mail."),
            Flag("bot", "Whether the author is a machine."),
            Instant("authoredAt", "The author date.") with { Required = true },
            Instant("committedAt", "The committer date.") with { Required = true },
            Flag("mainline", "Whether it stands on the first-parent line of the default branch."),
            Flag("merge", "Whether it has several parents."),
            Instant("firstCommitAt", "Author date of the first commit that it brought to the line."),
            Texts("reverts", "The commits it says it reverts."),
            .. Common,
        ],
        line =>
        [
            new Commit
            {
                Key = line.Required("key"),
                Repository = line.Required("repository"),
                Sha = line.Required("sha"),
                Subject = line.Required("subject"),
                Author = line.Text("author"),
                AuthorEmail = line.Text("authorEmail")?.ToLowerInvariant(),
                Bot = line.Flag("bot"),
                AuthoredAt = line.Instant("authoredAt")!.Value,
                CommittedAt = line.Instant("committedAt")!.Value,
                Mainline = line.Flag("mainline"),
                Merge = line.Flag("merge"),
                FirstCommitAt = line.Instant("firstCommitAt"),
                Reverts = line.Texts("reverts"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);

    private static FactShape PipelineRun() => new(
        FactKinds.PipelineRun,
        "One run of a CI/CD pipeline.",
        [
            Key,
            Text("repository", "As owner/name.") with { Required = true },
            Text("name", "The pipeline's name.") with { Required = true },
            Text("branch", "The branch it ran on."),
            Text("commit", "The commit it ran on."),
            Text("trigger", "What started it."),
            new("attempt", FactFieldType.Integer, "1 for the first attempt.") { Range = (1, 1_000_000) },
            Instant("createdAt", "When it was asked for.") with { Required = true },
            Instant("startedAt", "When it began."),
            Instant("finishedAt", "When it ended; left out while it runs."),
            Choice<PipelineResult>("result", "How it ended; left out while it runs."),
            .. Common,
        ],
        line =>
        [
            new PipelineRun
            {
                Key = line.Required("key"),
                Repository = line.Required("repository"),
                Name = line.Required("name"),
                Branch = line.Text("branch"),
                Commit = line.Text("commit"),
                Trigger = line.Text("trigger"),
                Attempt = line.Integer("attempt") ?? 1,
                CreatedAt = line.Instant("createdAt")!.Value,
                StartedAt = line.Instant("startedAt"),
                FinishedAt = line.Instant("finishedAt"),
                Result = line.Choice<PipelineResult>("result"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);

    private static FactShape Release() => new(
        FactKinds.Release,
        "A published version of a repository.",
        [
            Key,
            Text("repository", "As owner/name.") with { Required = true },
            Text("tag", "Its tag.") with { Required = true },
            Text("name", "Its name."),
            Text("commit", "The commit of the tag."),
            Flag("draft", "Whether it is a draft."),
            Flag("prerelease", "Whether it is marked as not for production."),
            Instant("createdAt", "When it was made.") with { Required = true },
            Instant("publishedAt", "When it was published; left out while it is a draft."),
            .. Common,
        ],
        line =>
        [
            new Release
            {
                Key = line.Required("key"),
                Repository = line.Required("repository"),
                Tag = line.Required("tag"),
                Name = line.Text("name"),
                Commit = line.Text("commit"),
                Draft = line.Flag("draft"),
                Prerelease = line.Flag("prerelease"),
                CreatedAt = line.Instant("createdAt")!.Value,
                PublishedAt = line.Instant("publishedAt"),
                Url = line.Text("url"),
                ChangedAt = line.Instant("changedAt"),
            },
        ]);
}
