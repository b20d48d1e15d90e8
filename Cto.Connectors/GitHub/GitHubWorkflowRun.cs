using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>One page of workflow runs.</summary>
internal sealed class GitHubWorkflowRuns
{
    public GitHubWorkflowRun?[]? WorkflowRuns { get; set; }
}

/// <summary>One run of a workflow; attempts share its id.</summary>
internal sealed class GitHubWorkflowRun
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public string? Path { get; set; }
    public string? HeadBranch { get; set; }
    public string? HeadSha { get; set; }
    public string? Event { get; set; }
    public string? Conclusion { get; set; }
    public string? HtmlUrl { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? RunAttempt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? RunStartedAt { get; set; }

    /// <summary>How it ended; <see langword="null"/> while it runs or when the word is new to us.</summary>
    [JsonIgnore]
    public PipelineResult? Result => Conclusion?.ToUpperInvariant() switch
    {
        "SUCCESS" => PipelineResult.Success,
        "FAILURE" or "TIMED_OUT" or "STARTUP_FAILURE" => PipelineResult.Failure,
        "CANCELLED" => PipelineResult.Cancelled,
        "SKIPPED" or "NEUTRAL" or "STALE" or "ACTION_REQUIRED" => PipelineResult.Skipped,
        _ => null,
    };

    [JsonIgnore]
    private string Workflow => Name is { Length: > 0 } name ? name : Path ?? "workflow";

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public PipelineRun? ToFact(GitHubKeys keys, string repository) => Id == 0 || CreatedAt is null ? null : new()
    {
        Key = keys.Run(Id),
        ChangedAt = UpdatedAt,
        Url = HtmlUrl,
        Repository = repository,
        Name = Workflow,
        Branch = HeadBranch,
        Commit = HeadSha,
        Trigger = Event,
        Attempt = RunAttempt ?? 1,
        CreatedAt = CreatedAt.Value,
        StartedAt = RunStartedAt,
        // GitHub keeps no finished time of a run; its last change is that, or shortly after.
        FinishedAt = Result is null ? null : UpdatedAt,
        Result = Result,
    };

    /// <summary>The run as a deployment, for companies that deploy by workflow.</summary>
    /// <returns><see langword="null"/> when it is no deploying workflow or was given up before it deployed.</returns>
    public Deployment? ToDeployment(GitHubKeys keys, GitHubRepository repository, GitHubSettings settings) =>
        Id == 0 || CreatedAt is null || Result is PipelineResult.Cancelled or PipelineResult.Skipped || settings.EnvironmentOfWorkflow(Workflow, Path) is not { } environment ? null : new()
        {
            Key = keys.DeploymentByRun(Id),
            ChangedAt = UpdatedAt,
            Url = HtmlUrl,
            Service = repository.Name!,
            Repository = repository.FullName,
            Environment = environment,
            Commit = HeadSha,
            Ref = HeadBranch,
            StartedAt = RunStartedAt ?? CreatedAt,
            FinishedAt = Result is null ? null : UpdatedAt,
            Result = Result switch { PipelineResult.Success => DeploymentResult.Success, PipelineResult.Failure => DeploymentResult.Failure, _ => null },
            Trigger = Event,
        };
}
