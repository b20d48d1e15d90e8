using Cto.Domain.Delivery.Linking;

namespace Cto.Domain.Delivery;

/// <summary>What one service's history says: which deployment shipped which change, which failed, which incident belongs to which.</summary>
public sealed record DeliveryLinks
{
    /// <summary>Every finished production deployment, failed runs included, in the order they finished.</summary>
    public required IReadOnlyList<DeploymentLink> Deployments { get; init; }

    /// <summary>Every change, in the order it was given.</summary>
    public required IReadOnlyList<ChangeLink> Changes { get; init; }

    /// <summary>Every incident, in the order it was given.</summary>
    public required IReadOnlyList<IncidentLink> Incidents { get; init; }

    /// <summary>Links a history; the work grows as n log n with its length.</summary>
    public static DeliveryLinks Of(DeliveryHistory history)
    {
        var line = new DeploymentLine(history);
        var shipping = new Shipping(line, history.Changes);
        var verdicts = new Verdicts(line.Successes);
        RollbackRule.Apply(line, verdicts);
        HotfixRule.Apply(line, shipping, verdicts);
        RevertRule.Apply(shipping, verdicts);
        var incidents = IncidentAttribution.Apply(line, shipping, verdicts, history);
        return new DeliveryLinks
        {
            Deployments = [.. line.Finished.Select(verdicts.LinkOf)],
            Changes = LeadTime.LinksOf(shipping),
            Incidents = incidents,
        };
    }
}
