using Cto.Domain.Delivery;

namespace Cto.Domain.Tests.Delivery;

/// <summary>Builds histories by naming only what a case is about; times are hours since the story began.</summary>
internal static class Story
{
    public const string Repository = "acme/shop";
    public static readonly DateTimeOffset Begin = DateTimeOffset.Parse("2026-01-05T00:00:00Z");

    public static DateTimeOffset At(double hours) => Begin.AddHours(hours);

    public static Deployment Deployed(string version, double at, string environment = "production", string? key = null, double? began = null) => new()
    {
        Key = key ?? $"{version}@{at}",
        Service = "shop",
        Environment = environment,
        Commit = version,
        StartedAt = At(began ?? at),
        FinishedAt = At(at),
        Result = DeploymentResult.Success,
    };

    public static Change Merged(string commit, double at, double? firstCommit = null, string? title = null, string repository = Repository) => new()
    {
        Fact = new(FactKinds.PullRequest, $"pull-{commit}"),
        Repository = repository,
        Commit = commit,
        Title = title ?? $"Change {commit}",
        ReachedAt = At(at),
        FirstCommitAt = At(firstCommit ?? (at - 1)),
        Units = ChangeUnits.Change,
    };

    public static Incident Broke(double at, double? resolved = null, string? deployment = null, string key = "pagerduty:INC-7") => new()
    {
        Key = key,
        Title = "Checkout is down",
        Service = "shop",
        Status = resolved is null ? IncidentStatus.Triggered : IncidentStatus.Resolved,
        StartedAt = At(at),
        ResolvedAt = resolved is { } end ? At(end) : null,
        Deployment = deployment,
    };

    public static DeliveryLinks Link(IReadOnlyList<Deployment> deployments, IReadOnlyList<Change>? changes = null, IReadOnlyList<Incident>? incidents = null, DeliveryRules? rules = null) =>
        DeliveryLinks.Of(new DeliveryHistory { Service = "shop", Deployments = deployments, Changes = changes ?? [], Incidents = incidents ?? [], Rules = rules ?? DeliveryRules.Default });

    /// <summary>The keys of the failed deployments in the order they finished.</summary>
    public static IEnumerable<string> Failed(this DeliveryLinks links) => links.Deployments.Where(link => link.Failure is not null).Select(link => link.Deployment.Key);

    public static DeploymentLink The(this DeliveryLinks links, string key) => Assert.Single(links.Deployments, link => link.Deployment.Key == key);

    /// <summary>The key of the deployment that shipped a change.</summary>
    public static string? ShippedBy(this DeliveryLinks links, string commit) => Assert.Single(links.Changes, link => link.Change.Commit == commit).Deployment?.Key;
}
