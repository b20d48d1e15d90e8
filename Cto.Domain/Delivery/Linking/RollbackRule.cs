namespace Cto.Domain.Delivery.Linking;

/// <summary>A rollback fails the change that it undid.</summary>
internal static class RollbackRule
{
    public static void Apply(DeploymentLine line, Verdicts verdicts)
    {
        foreach (var lane in line.Lanes)
        {
            foreach (var rollback in Rollbacks.In([.. lane.Select(index => DeploymentVersions.VersionOf(line.Successes[index]))]))
            {
                verdicts.RollBack(new Rollback(lane[rollback.Index], lane[rollback.Failed]));
            }
        }
    }
}
