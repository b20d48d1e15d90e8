namespace Cto.Domain.Delivery.Linking;

/// <summary>A hotfix fails the successful deployment before it.</summary>
internal static class HotfixRule
{
    private const string Label = "hotfix";
    private const string RefPrefix = "hotfix/";

    public static void Apply(DeploymentLine line, Shipping shipping, Verdicts verdicts)
    {
        var ships = ShipsHotfix(shipping);
        foreach (var lane in line.Lanes)
        {
            for (var i = 0; i < lane.Length; i++)
            {
                var deployment = line.Successes[lane[i]];
                if (!ships[lane[i]] && !IsHotfix(deployment.Labels, deployment.Ref))
                {
                    continue;
                }

                verdicts.MarkHotfix(lane[i]);
                // The same version again is a plain deployment, and what a rollback undid is for the rollback to say.
                if (i > 0 && !verdicts.IsRollback(lane[i]) && !IsSameVersion(deployment, line.Successes[lane[i - 1]]))
                {
                    verdicts.Fail(lane[i - 1], FailureReasons.HotFixed, fixedBy: lane[i]);
                }
            }
        }
    }

    internal static bool IsHotfix(IReadOnlyList<string>? labels, string? name) =>
        (labels?.Contains(Label, StringComparer.OrdinalIgnoreCase) ?? false) || (name is not null && IsHotfixRef(name));

    private static bool IsHotfixRef(ReadOnlySpan<char> name)
    {
        const string Heads = "refs/heads/";
        var branch = name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..] : name;
        return branch.StartsWith(RefPrefix, StringComparison.OrdinalIgnoreCase);
    }

    private static bool[] ShipsHotfix(Shipping shipping)
    {
        var ships = new bool[shipping.Line.Successes.Length];
        for (var i = 0; i < shipping.Changes.Count; i++)
        {
            if (shipping.ShippedBy(i) is >= 0 and var index && IsHotfix(shipping.Changes[i].Labels, shipping.Changes[i].Branch))
            {
                ships[index] = true;
            }
        }

        return ships;
    }

    private static bool IsSameVersion(Deployment a, Deployment b) =>
        DeploymentVersions.VersionOf(a) is { } version && version == DeploymentVersions.VersionOf(b);
}
