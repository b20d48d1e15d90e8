namespace Cto.Domain.Delivery;

/// <summary>By which rule an incident was put down to a deployment, the strongest first.</summary>
public enum IncidentRule
{
    /// <summary>The incident, the deployment or a shipped pull request names the other.</summary>
    ExplicitLink,

    /// <summary>A rollback that began while the incident lasted says which deployment failed.</summary>
    Rollback,

    /// <summary>The last deployment of the same service in the window before it.</summary>
    LastDeployment,

    /// <summary>None: it is listed, not counted.</summary>
    Unattributed,
}

/// <summary>An incident and the deployment that is taken to have caused it.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Deployment"><see langword="null"/> when unattributed.</param>
/// <param name="Rule">How it was found.</param>
public sealed record IncidentLink(Incident Incident, Deployment? Deployment, IncidentRule Rule);
