namespace Cto.Grains.Dashboards;

/// <summary>The catalogue of widget kinds.</summary>
public static class WidgetKinds
{
    public static IReadOnlyList<WidgetKind> All { get; } =
    [
        new("deployment-frequency", "Deployment frequency", "How often production is deployed to, with the trend and DORA's band.", "delivery.dora", new(3, 2), new(2, 2)),
        new("lead-time", "Lead time for changes", "First commit to production, median, with the trend and DORA's band.", "delivery.dora", new(3, 2), new(2, 2)),
        new("change-failure-rate", "Change failure rate", "The share of changes that failed in production.", "delivery.dora", new(3, 2), new(2, 2)),
        new("recovery-time", "Recovery time", "How long a failed deployment took to mend, median.", "delivery.dora", new(3, 2), new(2, 2)),
        new("rework-rate", "Deployment rework rate", "The share of deployments that were unplanned.", "delivery.dora", new(3, 2), new(2, 2)),
        new("lead-time-breakdown", "Where lead time goes", "Lead time by phase, against the period before.", "delivery.lead-time", new(6, 4), new(4, 3)),
        new("lead-time-by-service", "Lead time by service", "The slowest services or repositories first.", "delivery.lead-time", new(6, 4), new(4, 3)),
        new("deployments", "Deployments", "Deployments day by day, by service, and the latest.", "delivery.deployments", new(6, 4), new(4, 3)),
        new("latest-deployments", "Latest deployments", "The newest deployments and how they ended.", "delivery.deployments", new(6, 4), new(4, 3)),
        new("change-failures", "Failed changes", "Which changes failed, why, and how fast they were mended.", "delivery.change-failures", new(6, 4), new(4, 3)),
        new("failure-ranking", "Failure rate by service", "Services by change failure rate.", "delivery.change-failures", new(6, 4), new(4, 3)),
        new("cycle-time", "Pull-request cycle time", "Coding, pickup, review and deploy, week by week.", "pull-requests.cycle-time", new(6, 4), new(4, 3)),
        new("open-pull-requests", "Open pull requests", "Those that wait longest for a review.", "pull-requests.open", new(6, 4), new(4, 3)),
        new("review-load", "Review load", "Who does the reviews, and how evenly.", "pull-requests.review-load", new(6, 4), new(4, 3)),
        new("source-health", "Our data", "How fresh every source is and what is wrong with it.", "sources.health", new(6, 3), new(3, 2)),
    ];

    private static readonly Dictionary<string, WidgetKind> ByName = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The kind of that name; <see langword="null"/> when there is none.</summary>
    public static WidgetKind? Find(string name) => ByName.GetValueOrDefault(name);
}
