namespace Cto.Domain.Delivery;

/// <summary>The two shares that say how stable delivery is.</summary>
public static class FailureRates
{
    /// <summary>Failed changes / (successful production deployments − rollbacks), all of those that finished in the period.</summary>
    /// <returns><see langword="null"/> when nothing but rollbacks was deployed.</returns>
    public static double? ChangeFailureRate(int failed, int deployments, int rollbacks) => Share(failed, deployments - rollbacks);

    /// <summary>Unplanned production deployments / successful production deployments.</summary>
    /// <returns><see langword="null"/> when nothing was deployed.</returns>
    public static double? ReworkRate(int unplanned, int deployments) => Share(unplanned, deployments);

    private static double? Share(int part, int whole) => whole > 0 ? (double)part / whole : null;
}
