namespace Cto.Domain.Delivery;

/// <summary>What a deployment put into production.</summary>
public static class DeploymentVersions
{
    /// <summary>The commit, else the tag or branch; <see langword="null"/> when neither is known.</summary>
    public static string? VersionOf(Deployment deployment) => deployment.Commit ?? deployment.Ref;

    /// <summary>When its run began, as well as is known.</summary>
    public static DateTimeOffset? BeganAt(Deployment deployment) => deployment.StartedAt ?? deployment.FinishedAt;
}
