using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitLab;

/// <summary>A deployment: the job that made it says when it began and ended.</summary>
internal sealed class GitLabDeployment
{
    public long Id { get; set; }
    public string? Ref { get; set; }
    public string? Sha { get; set; }
    public string? Status { get; set; }
    public GitLabUser? User { get; set; }
    public GitLabEnvironment? Environment { get; set; }
    public GitLabJob? Deployable { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or never ran: skipped or cancelled.</returns>
    public Deployment? ToFact(GitLabKeys keys, GitLabProject project)
    {
        if (Id == 0 || CreatedAt is null || Environment?.Name is not { Length: > 0 } environment || Status is "skipped" or "canceled")
        {
            return null;
        }

        DeploymentResult? result = Status switch { "success" => DeploymentResult.Success, "failed" => DeploymentResult.Failure, _ => null };
        return new()
        {
            Key = keys.Deployment(Id),
            ChangedAt = UpdatedAt,
            Url = Environment.ExternalUrl is { Length: > 0 } site ? site : $"{project.WebUrl}/-/environments",
            Service = project.Path!,
            Repository = project.FullName,
            Environment = environment,
            Commit = Sha,
            Ref = Ref,
            StartedAt = Deployable?.StartedAt ?? CreatedAt,
            FinishedAt = result is null ? null : Deployable?.FinishedAt ?? UpdatedAt,
            Result = result,
            Trigger = User?.Username,
        };
    }
}

/// <summary>Where a deployment goes.</summary>
internal sealed class GitLabEnvironment
{
    public string? Name { get; set; }
    public string? ExternalUrl { get; set; }
}

/// <summary>The job of a pipeline that deploys.</summary>
internal sealed class GitLabJob
{
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StartedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? FinishedAt { get; set; }
}
