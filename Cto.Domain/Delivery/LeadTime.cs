using Cto.Domain.Delivery.Linking;

namespace Cto.Domain.Delivery;

/// <summary>How long changes wait from their first commit until production has them.</summary>
public static class LeadTime
{
    /// <summary>The first deployment ships everything that was ever done: it counts in frequency, its changes have no lead time.</summary>
    internal static IReadOnlyList<ChangeLink> LinksOf(Shipping shipping)
    {
        var links = new ChangeLink[shipping.Changes.Count];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = LinkOf(shipping.Changes[i], shipping.ShippedBy(i), shipping.Line);
        }

        return links;
    }

    private static ChangeLink LinkOf(Change change, int shippedBy, DeploymentLine line)
    {
        if (shippedBy < 0)
        {
            return new ChangeLink(change, null, null, LeadTimeExclusion.None);
        }

        var deployment = line.Successes[shippedBy];
        return (shippedBy, deployment.FinishedAt - change.FirstCommitAt) switch
        {
            (0, _) => new(change, deployment, null, LeadTimeExclusion.FirstDeployment),
            (_, null) => new(change, deployment, null, LeadTimeExclusion.NoFirstCommit),
            (_, { } span) when span < TimeSpan.Zero => new(change, deployment, null, LeadTimeExclusion.ClockOrRebase),
            (_, var span) => new(change, deployment, span, LeadTimeExclusion.None),
        };
    }
}
