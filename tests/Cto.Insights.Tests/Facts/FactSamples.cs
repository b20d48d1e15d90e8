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

    /// <summary>The facts above, and of every other kind one that is made by the types of its properties.</summary>
    public static IReadOnlyList<Fact> OneOfEachKind { get; } = OfAll([PullRequest, Commit, Deployment, Incident]);

    private static List<Fact> OfAll(List<Fact> facts)
    {
        var known = facts.Select(fact => fact.GetType()).ToHashSet();
        facts.AddRange(typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && known.Add(type)).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Make));
        return facts;
    }

    private static Fact Make(Type type)
    {
        var fact = (Fact)Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(fact, Example(property.Name, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }

        return fact;
    }

    private static object Example(string name, Type type) =>
        type == typeof(string) ? $"{name} of it"
        : type == typeof(int) ? 3
        : type == typeof(double) ? 0.25
        : type == typeof(decimal) ? 12.345678901234m
        : type == typeof(bool) ? true
        : type == typeof(DateTimeOffset) ? Day
        : type == typeof(DateOnly) ? DateOnly.FromDateTime(Day.UtcDateTime)
        : type.IsEnum ? Enum.GetValues(type).GetValue(1)!
        : type == typeof(IReadOnlyList<string>) ? new[] { "one", "two" }
        : type == typeof(IReadOnlyDictionary<string, string>) ? new Dictionary<string, string> { ["team"] = "payments" }
        : throw new NotSupportedException($"{name} is a {type}: say here what one looks like.");
}
