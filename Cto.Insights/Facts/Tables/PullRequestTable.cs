using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class PullRequestTable
{
    public static FactTable Create() => new FactTable<PullRequest>(
        FactKinds.PullRequest,
        "pull_request",
        new FactColumns<PullRequest>()
            .Name("repository", fact => fact.Repository, required: true)
            .Integer("number", fact => fact.Number)
            .Text("title", fact => fact.Title)
            .Name("author", fact => fact.Author)
            .Flag("bot", fact => fact.Bot)
            .Flag("draft", fact => fact.Draft)
            .Name("branch", fact => fact.Branch)
            .Name("target_branch", fact => fact.TargetBranch)
            .Time("created_at", fact => fact.CreatedAt)
            .Time("ready_at", fact => fact.ReadyAt, keepIfNull: true)
            .Time("first_commit_at", fact => fact.FirstCommitAt, keepIfNull: true)
            .Time("first_review_at", fact => fact.FirstReviewAt, keepIfNull: true)
            .Time("merged_at", fact => fact.MergedAt)
            .Time("closed_at", fact => fact.ClosedAt)
            .Name("merge_commit", fact => fact.MergeCommit)
            .Integer("additions", fact => fact.Additions, keepIfNull: true)
            .Integer("deletions", fact => fact.Deletions, keepIfNull: true)
            .Texts("labels", fact => fact.Labels)
            .Texts("requested_reviewers", fact => fact.RequestedReviewers),
        new DirtyMarks(DirtyMarks.None, "t.repository", "coalesce(t.merged_at, t.closed_at, t.created_at)"));
}
