using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Tests.Facts;

/// <summary>One fact of each kind with every property given.</summary>
internal static class FactSamples
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(2));

    public static PullRequest PullRequest { get; } = new()
    {
        Key = "github:acme/shop#12", ChangedAt = Day, Url = "https://example.test/12", Repository = "acme/shop", Number = 12, Title = "Sell more", Author = "ada", Bot = true, Draft = true,
        Branch = "more", TargetBranch = "main", CreatedAt = Day, ReadyAt = Day, FirstCommitAt = Day, FirstReviewAt = Day, MergedAt = Day, ClosedAt = Day, MergeCommit = "abc",
        Additions = 1, Deletions = 2, Labels = ["bug"], RequestedReviewers = ["bob"],
    };

    public static Commit Commit { get; } = new()
    {
        Key = "git:shop@abc", ChangedAt = Day, Url = "https://example.test/abc", Repository = "acme/shop", Sha = "abc", Subject = "Sell more", Author = "Ada", AuthorEmail = "ada@example.test",
        Bot = true, AuthoredAt = Day, CommittedAt = Day, Mainline = true, Merge = true, FirstCommitAt = Day, Reverts = ["def"],
    };

    public static Deployment Deployment { get; } = new()
    {
        Key = "github:acme/shop/deployments/1", ChangedAt = Day, Url = "https://example.test/d/1", Service = "shop", Repository = "acme/shop", Environment = "production", Commit = "abc", Ref = "v1.0.0",
        StartedAt = Day, FinishedAt = Day.AddMinutes(5), Result = DeploymentResult.Success, Commits = ["abc", "def"], Trigger = "push", Labels = ["hotfix"],
    };

    public static Incident Incident { get; } = new()
    {
        Key = "pagerduty:1", ChangedAt = Day, Url = "https://example.test/i/1", Title = "Down", Service = "shop", Severity = IncidentSeverity.Sev2, Status = IncidentStatus.Resolved, StartedAt = Day,
        AcknowledgedAt = Day, ResolvedAt = Day.AddHours(1), Deployment = "github:acme/shop/deployments/1", Assignee = "ada",
    };

    public static IReadOnlyList<Fact> OneOfEachKind { get; } =
    [
        new Service
        {
            Key = "shop", ChangedAt = Day, Url = "https://example.test/s", Name = "shop", Team = "sales", Tier = 1, Repositories = ["acme/shop"],
            Aliases = new Dictionary<string, string> { ["pagerduty"] = "Shop" },
        },
        PullRequest,
        new Review
        {
            Key = "github:acme/shop#12/1", ChangedAt = Day, Url = "https://example.test/r", PullRequest = PullRequest.Key, Repository = "acme/shop", Reviewer = "bob", Bot = true, SubmittedAt = Day,
            State = ReviewState.ChangesRequested,
        },
        Commit,
        Deployment,
        Incident,
        new PipelineRun
        {
            Key = "github:acme/shop/runs/1", ChangedAt = Day, Url = "https://example.test/p", Repository = "acme/shop", Name = "ci", Branch = "main", Commit = "abc", Trigger = "push", Attempt = 2,
            CreatedAt = Day, StartedAt = Day, FinishedAt = Day, Result = PipelineResult.Cancelled,
        },
        new Release
        {
            Key = "github:acme/shop/releases/1", ChangedAt = Day, Url = "https://example.test/v", Repository = "acme/shop", Tag = "v1.0.0", Name = "One", Commit = "abc", Draft = true, Prerelease = true,
            CreatedAt = Day, PublishedAt = Day,
        },
    ];
}
