namespace Cto.Insights.Delivery.Deployments;

/// <summary>What was deployed in the period.</summary>
public sealed record DeploymentsAnswer
{
    /// <summary>Successful deployments.</summary>
    public required int Succeeded { get; init; }

    /// <summary>Runs that failed; they reached nobody and are counted apart.</summary>
    public required int FailedRuns { get; init; }
    public required int Rollbacks { get; init; }
    public required int SucceededBefore { get; init; }

    /// <summary>By service, the most deployed first.</summary>
    public required IReadOnlyList<ServiceDeployments> Services { get; init; }

    /// <summary>The latest, newest first; at most 20.</summary>
    public required IReadOnlyList<DeploymentEntry> Latest { get; init; }
    public required IReadOnlyList<DeploymentDay> Daily { get; init; }
}

/// <summary>The deployments of one service in the period; <paramref name="LastAt"/> also looks before the period.</summary>
public sealed record ServiceDeployments(string Service, string? Team, int Succeeded, int FailedRuns, int Rollbacks, DateTimeOffset? LastAt);

/// <summary>One deployment; <paramref name="Outcome"/> is <c>success</c>, <c>failed run</c>, <c>rollback</c> or <c>failed change</c>.</summary>
public sealed record DeploymentEntry(string Key, string Service, string? Version, DateTimeOffset FinishedAt, string Outcome, int? Commits, string? Url);

/// <summary>One day in the tenant's zone.</summary>
public sealed record DeploymentDay(DateOnly Day, int Succeeded, int FailedRuns);
