namespace Cto.Connectors.Git;

/// <summary>The pages of a repository at the hosts whose addresses are known to have them.</summary>
internal static class GitWeb
{
    private static readonly string[] Known = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"];

    /// <returns><see langword="null"/> where the host is not known.</returns>
    public static string? Repository(GitLocation location) => Host(location) is null ? null : $"https://{location.Identity}";

    /// <returns><see langword="null"/> where the host is not known.</returns>
    public static string? Commit(GitLocation location, string sha) => Host(location) switch
    {
        "github.com" or "codeberg.org" => $"https://{location.Identity}/commit/{sha}",
        "gitlab.com" => $"https://{location.Identity}/-/commit/{sha}",
        "bitbucket.org" => $"https://{location.Identity}/commits/{sha}",
        _ => null,
    };

    private static string? Host(GitLocation location) =>
        Known.FirstOrDefault(host => !location.IsLocal && location.Identity.StartsWith(host + "/", StringComparison.Ordinal));
}
