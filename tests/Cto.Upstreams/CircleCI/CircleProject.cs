using System.Collections.Frozen;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.CircleCI;

/// <summary>The one project: each run of the company's delivery is a pipeline.</summary>
internal sealed class CircleProject
{
    public const string Slug = "gh/acme/search-api";

    private readonly Lazy<IReadOnlyList<CirclePipeline>> _pipelines;
    private readonly Lazy<FrozenDictionary<string, CirclePipeline>> _byId;
    private readonly Lazy<FrozenDictionary<string, CircleWorkflow>> _workflows;

    public CircleProject(Company company)
    {
        _pipelines = new(() => Grow(company));
        _byId = new(() => Pipelines.ToFrozenDictionary(pipeline => pipeline.Id));
        _workflows = new(() => Pipelines.SelectMany(pipeline => pipeline.Workflows).ToFrozenDictionary(workflow => workflow.Id));
    }

    /// <summary>By creation, those to come included.</summary>
    public IReadOnlyList<CirclePipeline> Pipelines => _pipelines.Value;

    public CirclePipeline? Pipeline(string id) => _byId.Value.GetValueOrDefault(id);

    public CircleWorkflow? Workflow(string id) => _workflows.Value.GetValueOrDefault(id);

    private static List<CirclePipeline> Grow(Company company)
    {
        var life = company.Delivery.Of(company.Services.Single(service => service.Pipeline is World.Pipeline.CircleCi));
        var staging = life.Deployments.Where(deployment => !deployment.IsProduction).ToDictionary(deployment => deployment.Number);
        return [.. life.Runs.OrderBy(run => run.Number).Select(run => Of(company, run, run.Deployment is { } made ? staging.GetValueOrDefault(made.Number) : null))];
    }

    private static CirclePipeline Of(Company company, PipelineRun run, Deployment? staging)
    {
        string Id(string what) => company.Dice($"circleci/{what}", $"{run.Number}").Uuid();
        var pipeline = new CirclePipeline(Id("pipeline"), run);
        var name = run.Deployment is null ? "build-and-test" : "deploy";
        if (run.Attempt > 1)
        {
            // The first attempt broke halfway.
            var broke = run.StartedAt + ((run.FinishedAt - run.StartedAt) * 0.4);
            pipeline.Workflows.Add(new(Id("workflow-1"), pipeline, name, run.CreatedAt, broke, RunResult.Failure) { Jobs = [new(Id("test-1"), 1, "test", run.StartedAt, broke, RunResult.Failure)] });
        }

        var began = run.Attempt > 1 ? pipeline.Workflows[0].StoppedAt.AddSeconds(1) : run.CreatedAt;
        var jobs = new List<CircleJob>();
        if (run.Deployment is { } made)
        {
            if (staging is not null)
            {
                jobs.Add(new(Id("staging"), 1, "deploy-staging", run.StartedAt, run.StartedAt + ((made.FinishedAt - run.StartedAt) * 0.3), RunResult.Success));
            }

            jobs.Add(new(Id("approval"), 0, "approve-deploy", run.StartedAt, run.StartedAt, RunResult.Success) { IsApproval = true });
            jobs.Add(new(Id("production"), 2, "deploy-production", made.StartedAt > run.StartedAt ? made.StartedAt : run.StartedAt, made.FinishedAt, made.Succeeded ? RunResult.Success : RunResult.Failure));
        }
        else
        {
            jobs.Add(new(Id("test"), 1, "test", began > run.StartedAt ? began : run.StartedAt, run.FinishedAt, run.Result));
        }

        pipeline.Workflows.Add(new(Id("workflow"), pipeline, name, began, run.FinishedAt, run.Result) { Jobs = jobs });
        return pipeline;
    }
}

/// <summary>What one push set going.</summary>
internal sealed record CirclePipeline(string Id, PipelineRun Run)
{
    public DateTimeOffset CreatedAt => Run.CreatedAt;

    public List<CircleWorkflow> Workflows { get; } = [];
}

/// <summary>One run of a workflow.</summary>
internal sealed record CircleWorkflow(string Id, CirclePipeline Pipeline, string Name, DateTimeOffset CreatedAt, DateTimeOffset StoppedAt, RunResult Result)
{
    public required IReadOnlyList<CircleJob> Jobs { get; init; }
}

/// <summary>One job of a workflow.</summary>
internal sealed record CircleJob(string Id, int Number, string Name, DateTimeOffset StartedAt, DateTimeOffset StoppedAt, RunResult Result)
{
    /// <summary>A person's word, which runs nothing.</summary>
    public bool IsApproval { get; init; }

    public bool IsDeployment => !IsApproval && Name.StartsWith("deploy-", StringComparison.Ordinal);
}
