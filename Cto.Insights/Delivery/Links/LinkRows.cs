using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.Links;

/// <summary>What a row of <c>delivery_deployment</c> says in bits.</summary>
[Flags]
internal enum DeploymentFlags
{
    None = 0,
    Successful = 1,
    First = 2,
    Rollback = 4,
    Hotfix = 8,
    Revert = 16,
    IncidentFix = 32,
    Failed = 64,

    /// <summary>Any of these makes it unplanned.</summary>
    Rework = Rollback | Hotfix | Revert | IncidentFix,
}

/// <summary>A row of <c>delivery_deployment</c>.</summary>
internal sealed record DeploymentRow(string Service, EnvironmentKind Environment, DeploymentLink Link)
{
    public List<int> Leads { get; } = [];
    public List<int> LeadsAgain { get; } = [];
    public int ExcludedFirst { get; set; }
    public int ExcludedClock { get; set; }
    public int ExcludedUnknown { get; set; }

    /// <summary>How many changes it was the first of its service's deployments to ship.</summary>
    public int Changes => Leads.Count + LeadsAgain.Count + ExcludedFirst + ExcludedClock + ExcludedUnknown;

    public DeploymentFlags Flags =>
        (Link.Successful ? DeploymentFlags.Successful : 0) | (Link.First ? DeploymentFlags.First : 0) | (Link.Rollback ? DeploymentFlags.Rollback : 0)
        | (Link.Hotfix ? DeploymentFlags.Hotfix : 0) | (Link.Revert ? DeploymentFlags.Revert : 0) | (Link.IncidentFix ? DeploymentFlags.IncidentFix : 0)
        | (Link.Failure is null ? 0 : DeploymentFlags.Failed);
}

/// <summary>A row of <c>delivery_change</c>.</summary>
internal sealed record ChangeRow(string Service, ChangeFacts Facts, ChangeLink Link)
{
    /// <summary>Whether no other service shipped it earlier: where services are blended, it counts there only.</summary>
    public bool First { get; set; } = true;
}

/// <summary>A row of <c>delivery_incident</c>.</summary>
internal sealed record IncidentRow(string Service, IncidentLink Link, string LinkedBy);

/// <summary>A change with what the insights want to know of it beside the linking.</summary>
internal sealed record ChangeFacts(Change Change)
{
    public string? Author { get; init; }
    public bool Bot { get; init; }

    /// <summary>Added and deleted lines.</summary>
    public int? Size { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The first review by another person.</summary>
    public DateTimeOffset? FirstReviewAt { get; init; }
}
