using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>A release of a repository.</summary>
internal sealed class GitHubRelease
{
    public long Id { get; set; }
    public string? HtmlUrl { get; set; }
    public string? TagName { get; set; }
    public string? TargetCommitish { get; set; }
    public string? Name { get; set; }
    public bool? Draft { get; set; }
    public bool? Prerelease { get; set; }
    public GitHubUser? Author { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? PublishedAt { get; set; }

    // Usually a branch, which moves on; only a full hash names the commit.
    private string? Commit => TargetCommitish is { Length: 40 } sha && sha.All(char.IsAsciiHexDigit) ? sha : null;

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Release? ToFact(GitHubKeys keys, string repository) => Id == 0 || CreatedAt is null || string.IsNullOrEmpty(TagName) ? null : new()
    {
        Key = keys.Release(Id),
        Url = HtmlUrl,
        Repository = repository,
        Tag = TagName!,
        Name = Name,
        Commit = Commit,
        Draft = Draft == true,
        Prerelease = Prerelease == true,
        CreatedAt = CreatedAt.Value,
        PublishedAt = PublishedAt,
    };

    /// <summary>The release as a deployment, for companies whose release is the deployment.</summary>
    /// <returns><see langword="null"/> when it is a draft, a pre-release, or its tag is none of those that count.</returns>
    public Deployment? ToDeployment(GitHubKeys keys, GitHubRepository repository, GitHubSettings settings) =>
        Id == 0 || PublishedAt is null || Draft == true || Prerelease == true || string.IsNullOrEmpty(TagName) || !settings.IsDeployingTag(TagName) ? null : new()
        {
            Key = keys.DeploymentByRelease(Id),
            Url = HtmlUrl,
            Service = repository.Name!,
            Repository = repository.FullName,
            Environment = settings.DeploymentEnvironment,
            Commit = Commit,
            Ref = TagName,
            StartedAt = PublishedAt,
            FinishedAt = PublishedAt,
            Result = DeploymentResult.Success,
            Trigger = Author?.Login,
        };
}
