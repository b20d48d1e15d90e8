namespace Cto.Domain.Delivery;

/// <summary>What a deployment put into production.</summary>
public static class DeploymentVersions
{
    /// <summary>The commit, else the tag or branch; <see langword="null"/> when neither is known.</summary>
    public static string? VersionOf(Deployment deployment) => deployment.Commit ?? deployment.Ref;

    /// <summary>The version as a person names it: a tag as it is, a branch (no digit in it) with the commit's first seven characters; <see langword="null"/> when neither is known.</summary>
    public static string? LabelOf(Deployment deployment) => (deployment.Ref, deployment.Commit) switch
    {
        ({ } name, { } commit) when !name.Any(char.IsAsciiDigit) => $"{name} {Short(commit)}",
        ({ } name, _) => name,
        (null, { } commit) => Short(commit),
        _ => null,
    };

    private static string Short(string commit) => commit.Length > 7 && commit.All(char.IsAsciiHexDigit) ? commit[..7] : commit;

    /// <summary>When its run began, as well as is known.</summary>
    public static DateTimeOffset? BeganAt(Deployment deployment) => deployment.StartedAt ?? deployment.FinishedAt;
}
