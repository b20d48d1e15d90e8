using Cto.Domain.Delivery;

namespace Cto.Connectors.CircleCI;

/// <summary>Makes facts of pipelines, workflows and jobs; all are named by UUIDs.</summary>
internal static class CircleFacts
{
    private const string Pages = "https://app.circleci.com";

    /// <param name="pipeline">What it belongs to.</param>
    /// <param name="workflow">The run.</param>
    /// <param name="attempt">1 for the first of its name in the pipeline.</param>
    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public static PipelineRun? Run(CirclePipeline pipeline, CircleWorkflow workflow, int attempt)
    {
        // Of a workflow that never came to run, only the pipeline says when it was.
        if (workflow is not { Id: { Length: > 0 } id, Name: { Length: > 0 } name } || (workflow.CreatedAt ?? pipeline.CreatedAt) is not { } createdAt || pipeline.Repository is not { } repository)
        {
            return null;
        }

        var result = ResultOf(workflow.Status);
        return new()
        {
            Key = $"circleci:workflow/{id}",
            ChangedAt = workflow.StoppedAt ?? createdAt,
            Url = $"{Pages}/pipelines/workflows/{id}",
            Repository = repository,
            Name = name,
            Branch = pipeline.Ref,
            Commit = pipeline.Commit,
            Trigger = pipeline.Trigger?.Type,
            Attempt = attempt,
            CreatedAt = createdAt,
            // A workflow is created when its first job may start.
            StartedAt = createdAt,
            FinishedAt = result is null ? null : workflow.StoppedAt,
            Result = result,
        };
    }

    /// <summary>A pipeline that broke before it had a workflow: its configuration is wrong.</summary>
    /// <returns><see langword="null"/> when it did not, or lacks what identifies it.</returns>
    public static PipelineRun? Broken(CirclePipeline pipeline) => pipeline is { State: "errored", Id: { Length: > 0 } id, CreatedAt: { } createdAt, Repository: { } repository }
        ? new()
        {
            Key = $"circleci:pipeline/{id}",
            ChangedAt = pipeline.UpdatedAt ?? createdAt,
            Repository = repository,
            Name = "pipeline configuration",
            Branch = pipeline.Ref,
            Commit = pipeline.Commit,
            Trigger = pipeline.Trigger?.Type,
            CreatedAt = createdAt,
            StartedAt = createdAt,
            FinishedAt = pipeline.UpdatedAt ?? createdAt,
            Result = PipelineResult.Failure,
        }
        : null;

    /// <summary>A run that deploys.</summary>
    /// <returns><see langword="null"/> when it was given up before it deployed, or lacks what identifies it.</returns>
    public static Deployment? Deployment(CirclePipeline pipeline, CircleWorkflow workflow, string environment) =>
        workflow is { Id: { Length: > 0 } id, CreatedAt: { } createdAt } ? Deployment(pipeline, id, $"{Pages}/pipelines/workflows/{id}", workflow.Status, createdAt, workflow.StoppedAt, environment) : null;

    /// <inheritdoc cref="Deployment(CirclePipeline, CircleWorkflow, string)"/>
    public static Deployment? Deployment(CirclePipeline pipeline, string? workflow, CircleJob job, string environment) =>
        job is { Id: { Length: > 0 } id, StartedAt: { } startedAt } && job.Type is not "approval"
            ? Deployment(pipeline, id, workflow is null ? null : $"{Pages}/pipelines/workflows/{workflow}", job.Status, startedAt, job.StoppedAt, environment)
            : null;

    private static Deployment? Deployment(CirclePipeline pipeline, string id, string? url, string? status, DateTimeOffset startedAt, DateTimeOffset? stoppedAt, string environment)
    {
        var result = ResultOf(status);
        return result is PipelineResult.Cancelled or PipelineResult.Skipped || pipeline.Repository is not { } repository ? null : new()
        {
            Key = $"circleci:deployment/{id}",
            ChangedAt = stoppedAt ?? startedAt,
            Url = url,
            Service = repository.Split('/')[^1],
            Repository = repository,
            Environment = environment,
            Commit = pipeline.Commit,
            Ref = pipeline.Vcs?.Tag ?? pipeline.Ref,
            StartedAt = startedAt,
            FinishedAt = result is null ? null : stoppedAt,
            Result = result switch { PipelineResult.Success => DeploymentResult.Success, PipelineResult.Failure => DeploymentResult.Failure, _ => null },
            Trigger = pipeline.Trigger?.Type,
        };
    }

    /// <summary>How a workflow or job ended; <see langword="null"/> while it runs or waits, or when the word is new to us.</summary>
    public static PipelineResult? ResultOf(string? status) => status switch
    {
        "success" => PipelineResult.Success,
        "failed" or "error" or "unauthorized" or "infrastructure_fail" or "timedout" or "terminated-unknown" => PipelineResult.Failure,
        "canceled" => PipelineResult.Cancelled,
        "not_run" or "retried" => PipelineResult.Skipped,
        _ => null,
    };
}
