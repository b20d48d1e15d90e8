using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery;

/// <summary>What became of a deployment, in words.</summary>
internal static class Outcomes
{
    public static string Of(int flags) => (DeploymentFlags)flags switch
    {
        var known when !known.HasFlag(DeploymentFlags.Successful) => "failed run",
        var known when known.HasFlag(DeploymentFlags.Failed) => "failed change",
        var known when known.HasFlag(DeploymentFlags.Rollback) => "rollback",
        _ => "success",
    };

    public static IEnumerable<string> Reasons(int reasons)
    {
        var known = (FailureReasons)reasons;
        if (known.HasFlag(FailureReasons.RolledBack))
        {
            yield return "rolled back";
        }

        if (known.HasFlag(FailureReasons.Reverted))
        {
            yield return "reverted";
        }

        if (known.HasFlag(FailureReasons.HotFixed))
        {
            yield return "hot-fixed";
        }

        if (known.HasFlag(FailureReasons.Incident))
        {
            yield return "incident";
        }
    }
}
