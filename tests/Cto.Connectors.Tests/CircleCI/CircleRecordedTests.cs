using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.CircleCI;
using Cto.Domain.Delivery;
using Cto.Testing;

namespace Cto.Connectors.Tests.CircleCI;

/// <summary>Every payload that was ever recorded of CircleCI is read, or by name not, for a reason.</summary>
public sealed class CircleRecordedTests
{
    private static readonly Dictionary<string, string> NotKept = new() { ["projects"] = "repositories come from the code host; the pipelines name them" };

    [Fact]
    public void Every_recorded_list_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(
            ["jobs", "pipelines", "projects", "workflows"],
            Directory.GetFiles(Specs.Path("recorded", "circleci"), "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
        Assert.Equal(["projects"], NotKept.Keys);
    }

    [Fact]
    public void Every_recorded_workflow_is_a_run_of_its_pipeline()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var pipelines = Lines("pipelines", CircleJson.Default.CirclePageCirclePipeline).ToDictionary(pipeline => pipeline.Id!);
        // Of some recorded workflows the pipeline was not recorded.
        var other = pipelines.Values.First(pipeline => pipeline.Vcs is not null);
        var runs = File.ReadLines(Specs.Path("recorded", "circleci", "workflows.jsonl"))
            .Select(line => CircleFacts.Run(pipelines.GetValueOrDefault(JsonDocument.Parse(line).RootElement.GetProperty("pipeline_id").GetString()!, other), Item(line, CircleJson.Default.CirclePageCircleWorkflow), 1))
            .ToList();

        Assert.Equal(10, runs.Count);
        Assert.All(runs, run => Assert.Equal("coldgust/coldgust.github.io", run!.Repository));
        // One was recorded without its times.
        Assert.Single(runs, run => run!.FinishedAt is null);
        Assert.Contains(runs, run => run!.Result is PipelineResult.Failure);
        Assert.Contains(runs, run => run!.Result is PipelineResult.Success);
        Assert.All(runs, run => Assert.Equal(40, run!.Commit!.Length));
    }

    [Fact]
    public void A_recorded_pipeline_whose_configuration_is_wrong_is_a_failed_run()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var broken = Lines("pipelines", CircleJson.Default.CirclePageCirclePipeline).Select(CircleFacts.Broken).OfType<PipelineRun>().ToList();

        Assert.NotEmpty(broken);
        Assert.All(broken, run => Assert.Equal((PipelineResult.Failure, "coldgust/coldgust.github.io"), (run.Result, run.Repository)));
        Assert.All(broken, run => Assert.Equal(40, run.Commit!.Length));
    }

    [Fact]
    public void Every_recorded_job_may_be_a_deployment()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var pipeline = Lines("pipelines", CircleJson.Default.CirclePageCirclePipeline).First(pipeline => pipeline.Vcs is not null);
        var deployments = Lines("jobs", CircleJson.Default.CirclePageCircleJob).Select(job => CircleFacts.Deployment(pipeline, null, job, "production")).ToList();

        Assert.Equal(9, deployments.Count);
        Assert.All(deployments, deployment => Assert.NotNull(deployment!.FinishedAt));
    }

    [Theory]
    [InlineData("success", PipelineResult.Success)]
    [InlineData("failed", PipelineResult.Failure)]
    [InlineData("timedout", PipelineResult.Failure)]
    [InlineData("canceled", PipelineResult.Cancelled)]
    [InlineData("not_run", PipelineResult.Skipped)]
    [InlineData("failing", null)]
    [InlineData("on_hold", null)]
    [InlineData("invented-tomorrow", null)]
    [InlineData(null, null)]
    public void Statuses_are_understood(string? status, PipelineResult? result) => Assert.Equal(result, CircleFacts.ResultOf(status));

    [Fact]
    public void Deviations_are_survived()
    {
        Assert.Null(CircleFacts.Run(new(), new(), 1));
        Assert.Null(CircleFacts.Run(new() { ProjectSlug = "gh/a/b" }, new() { Id = "1", Name = "n" }, 1));
        Assert.Null(CircleFacts.Broken(new() { State = "errored" }));
        Assert.Null(CircleFacts.Deployment(new() { ProjectSlug = "gh/a/b" }, null, new() { Id = "1" }, "production"));
        Assert.Equal("circleci/5f0c/9a1b", new CirclePipeline { ProjectSlug = "circleci/5f0c/9a1b" }.Repository);
        var odd = JsonSerializer.Deserialize("""{"items":[null,{"id":"x","number":1e30,"created_at":"soon","vcs":null,"trigger":null}],"next_page_token":""}""", CircleJson.Default.CirclePageCirclePipeline)!;
        Assert.Null(odd.Items![1]!.CreatedAt);
    }

    private static IEnumerable<T> Lines<T>(string list, JsonTypeInfo<CirclePage<T>> type) => File.ReadLines(Specs.Path("recorded", "circleci", $"{list}.jsonl")).Select(line => Item(line, type));

    private static T Item<T>(string line, JsonTypeInfo<CirclePage<T>> type) => JsonSerializer.Deserialize($$"""{"items":[{{line}}]}""", type)!.Items![0]!;
}
