using Cto.Domain.Security;

namespace Cto.Connectors.GitHub;

/// <summary>GitHub's words for how bad something is.</summary>
internal static class GitHubSeverities
{
    /// <summary><see langword="null"/> for words that say nothing (<c>none</c>, <c>note</c>) and for those we do not know.</summary>
    public static Severity? Read(string? word) => word switch
    {
        "critical" => Severity.Critical,
        "high" or "error" => Severity.High,
        "medium" or "moderate" or "warning" => Severity.Medium,
        "low" => Severity.Low,
        _ => null,
    };
}

/// <summary>GitHub's words for where packages come from.</summary>
internal static class GitHubEcosystems
{
    /// <summary>The purl type of an ecosystem; one that we do not know stands for itself.</summary>
    public static string PurlType(string? ecosystem) => ecosystem switch
    {
        "pip" => "pypi",
        "rubygems" => "gem",
        "go" => "golang",
        "rust" => "cargo",
        "erlang" => "hex",
        "actions" => "githubactions",
        null or "" => "generic",
        _ => ecosystem,
    };
}
