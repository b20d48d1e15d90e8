using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of changes and their way to production.</summary>
internal static class DeliveryTables
{
    public static IEnumerable<FactTable> All => [Service(), PullRequest(), Review(), Commit(), Deployment(), Incident(), PipelineRun(), Release()];

    private static FactTable<Service> Service() => new(FactKinds.Service, new FactColumns<Service>()
        .Name("name", fact => fact.Name, required: true)
        .Name("team", fact => fact.Team)
        .Integer("tier", fact => fact.Tier, keepIfNull: true)
        .Texts("repositories", fact => fact.Repositories)
        .Map("aliases", fact => fact.Aliases),
        new DirtyMarks("t.name", DirtyMarks.None, "null::timestamptz"));

    private static FactTable<PullRequest> PullRequest() => new(FactKinds.PullRequest, new FactColumns<PullRequest>()
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

    private static FactTable<Review> Review() => new(FactKinds.Review, new FactColumns<Review>()
        .Name("pull_request", fact => fact.PullRequest, required: true)
        .Name("repository", fact => fact.Repository, required: true)
        .Name("reviewer", fact => fact.Reviewer)
        .Flag("bot", fact => fact.Bot)
        .Time("submitted_at", fact => fact.SubmittedAt)
        .Choice<ReviewState>("state", fact => fact.State),
        new DirtyMarks(DirtyMarks.None, "t.repository", "t.submitted_at"));

    private static FactTable<Commit> Commit() => new(FactKinds.Commit, new FactColumns<Commit>()
        .Name("repository", fact => fact.Repository, required: true)
        .Name("sha", fact => fact.Sha, required: true)
        .Text("subject", fact => fact.Subject)
        .Name("author", fact => fact.Author)
        .Email("author_email", fact => fact.AuthorEmail)
        .Flag("bot", fact => fact.Bot)
        .Time("authored_at", fact => fact.AuthoredAt)
        .Time("committed_at", fact => fact.CommittedAt)
        .Flag("mainline", fact => fact.Mainline)
        .Flag("merge", fact => fact.Merge)
        .Time("first_commit_at", fact => fact.FirstCommitAt, keepIfNull: true)
        .Texts("reverts", fact => fact.Reverts),
        new DirtyMarks(DirtyMarks.None, "t.repository", "t.committed_at"));

    private static FactTable<Deployment> Deployment() => new(FactKinds.Deployment, new FactColumns<Deployment>()
        .Name("service", fact => fact.Service, required: true)
        .Name("repository", fact => fact.Repository)
        .Name("environment", fact => fact.Environment, required: true)
        .Name("commit", fact => fact.Commit)
        .Name("ref", fact => fact.Ref)
        .Time("started_at", fact => fact.StartedAt, keepIfNull: true)
        .Time("finished_at", fact => fact.FinishedAt)
        .Choice("result", fact => fact.Result)
        .Texts("commits", fact => fact.Commits)
        .Name("trigger", fact => fact.Trigger)
        .Texts("labels", fact => fact.Labels),
        new DirtyMarks("t.service", "t.repository", "coalesce(t.finished_at, t.started_at)"));

    private static FactTable<Incident> Incident() => new(FactKinds.Incident, new FactColumns<Incident>()
        .Text("title", fact => fact.Title)
        .Name("service", fact => fact.Service)
        .Choice("severity", fact => fact.Severity, keepIfNull: true)
        .Choice<IncidentStatus>("status", fact => fact.Status)
        .Time("started_at", fact => fact.StartedAt)
        .Time("acknowledged_at", fact => fact.AcknowledgedAt)
        .Time("resolved_at", fact => fact.ResolvedAt)
        .Name("deployment", fact => fact.Deployment)
        .Name("assignee", fact => fact.Assignee),
        new DirtyMarks("t.service", DirtyMarks.None, "t.started_at"));

    private static FactTable<PipelineRun> PipelineRun() => new(FactKinds.PipelineRun, new FactColumns<PipelineRun>()
        .Name("repository", fact => fact.Repository, required: true)
        .Text("name", fact => fact.Name)
        .Name("branch", fact => fact.Branch)
        .Name("commit", fact => fact.Commit)
        .Name("trigger", fact => fact.Trigger)
        .Integer("attempt", fact => fact.Attempt)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("started_at", fact => fact.StartedAt, keepIfNull: true)
        .Time("finished_at", fact => fact.FinishedAt)
        .Choice("result", fact => fact.Result));

    private static FactTable<Release> Release() => new(FactKinds.Release, new FactColumns<Release>()
        .Name("repository", fact => fact.Repository, required: true)
        .Name("tag", fact => fact.Tag, required: true)
        .Text("name", fact => fact.Name)
        .Name("commit", fact => fact.Commit)
        .Flag("draft", fact => fact.Draft)
        .Flag("prerelease", fact => fact.Prerelease)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("published_at", fact => fact.PublishedAt));
}
