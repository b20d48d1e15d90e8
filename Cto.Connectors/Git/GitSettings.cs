using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>What counts as a production deployment.</summary>
internal enum DeploymentsFrom
{
    /// <summary>Tags that match the release pattern.</summary>
    Tags,

    /// <summary>Every commit on the first-parent line of a branch.</summary>
    Branch,
}

/// <summary>A source's settings, read and found sensible.</summary>
internal sealed record GitSettings
{
    public required GitLocation Location { get; init; }

    /// <summary><see langword="null"/> = the repository's default branch.</summary>
    public string? Branch { get; init; }
    public required DeploymentsFrom Deployments { get; init; }

    /// <summary>The branch whose commits are deployments where branches are; <see langword="null"/> = the branch that is read.</summary>
    public string? DeploymentBranch { get; init; }
    public required ReleasePattern Releases { get; init; }
    public required string Repository { get; init; }
    public required string Service { get; init; }
    public required string Environment { get; init; }

    /// <summary>Whether single-parent commits on the line are changes.</summary>
    public required bool SquashCommits { get; init; }

    /// <summary>Whether reverts, and patch releases soon after a release, are failures.</summary>
    public required bool Failures { get; init; }

    /// <exception cref="SourceException">A setting is missing or makes no sense.</exception>
    public static GitSettings From(SourceSettings settings)
    {
        var location = GitLocation.Parse(settings.Required("location"));
        var repository = settings.Text("repository") ?? location.Name;
        return new GitSettings
        {
            Location = location,
            Branch = BranchName(settings, "branch"),
            Deployments = settings.Text("deployments") switch
            {
                null or "tags" => DeploymentsFrom.Tags,
                "branch" => DeploymentsFrom.Branch,
                var other => throw new SourceException(SourceFault.InvalidSettings, $"The setting 'deployments' is '{other}', not 'tags' or 'branch'."),
            },
            DeploymentBranch = BranchName(settings, "deploymentBranch"),
            Releases = ReleasePattern.Parse(settings.Text("releasePattern")),
            Repository = repository,
            Service = settings.Text("service") ?? repository,
            Environment = settings.Text("environment") ?? "production",
            SquashCommits = settings.Flag("squashCommits", otherwise: true),
            Failures = settings.Flag("failures", otherwise: true),
        };
    }

    /// <summary>Changes when facts already read would be read differently.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\0', Location.Identity, Deployments, Releases, Repository, Service, Environment, SquashCommits, Failures))))[..16];

    private static string? BranchName(SourceSettings settings, string setting)
    {
        var name = settings.Text(setting);
        return name is null || (!name.StartsWith('-') && !name.Contains("..", StringComparison.Ordinal) && !name.Any(IsForbidden))
            ? name
            : throw new SourceException(SourceFault.InvalidSettings, $"The setting '{setting}' is no name of a branch.");
    }

    private static bool IsForbidden(char letter) => char.IsControl(letter) || " ~^:?*[\\{}".Contains(letter, StringComparison.Ordinal);
}
