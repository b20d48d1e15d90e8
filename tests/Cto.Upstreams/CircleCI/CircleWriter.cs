using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.CircleCI;

/// <summary>Writes what CircleCI tells, as its description has it.</summary>
internal static class CircleWriter
{
    private const string Repository = "https://github.com/acme/search-api";

    public static void User(Utf8JsonWriter json, Person person)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(person));
        json.WriteString("login", person.GitHub);
        json.WriteString("name", person.Name);
        json.WriteEndObject();
    }

    public static void Page<T>(Utf8JsonWriter json, IReadOnlyList<T> items, Action<Utf8JsonWriter, T, DateTimeOffset> write, DateTimeOffset now, string? next)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            write(json, item, now);
        }

        json.WriteEndArray();
        json.WriteString("next_page_token", next);
        json.WriteEndObject();
    }

    public static void Pipeline(Utf8JsonWriter json, CirclePipeline pipeline, DateTimeOffset now)
    {
        var run = pipeline.Run;
        json.WriteStartObject();
        json.WriteString("id", pipeline.Id);
        json.WriteStartArray("errors");
        json.WriteEndArray();
        json.WriteString("project_slug", CircleProject.Slug);
        json.WriteInstant("updated_at", run.CreatedAt);
        json.WriteNumber("number", run.Number);
        json.WriteString("state", "created");
        json.WriteInstant("created_at", run.CreatedAt);
        json.WriteStartObject("trigger");
        json.WriteString("type", run.Deployment is null ? "webhook" : "api");
        json.WriteInstant("received_at", run.CreatedAt);
        json.WriteStartObject("actor");
        json.WriteString("login", run.Actor?.GitHub ?? "scheduler");
        json.WriteString("avatar_url", "https://avatars.example/acme");
        json.WriteEndObject();
        json.WriteEndObject();
        Vcs(json, run);
        json.WriteEndObject();
    }

    public static void Workflow(Utf8JsonWriter json, CircleWorkflow workflow, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("pipeline_id", workflow.Pipeline.Id);
        json.WriteString("id", workflow.Id);
        json.WriteString("name", workflow.Name);
        json.WriteString("project_slug", CircleProject.Slug);
        json.WriteString("status", workflow.StoppedAt > now ? "running" : Word(workflow.Result));
        json.WriteString("started_by", workflow.Pipeline.Run.Actor is { } actor ? Id(actor) : Dice.For(0, "circleci/nobody").Uuid());
        json.WriteNumber("pipeline_number", workflow.Pipeline.Run.Number);
        json.WriteInstant("created_at", workflow.CreatedAt);
        json.WriteInstant("stopped_at", workflow.StoppedAt <= now ? workflow.StoppedAt : null);
        json.WriteEndObject();
    }

    public static void Job(Utf8JsonWriter json, CircleJob job, DateTimeOffset now)
    {
        var (began, ended) = (job.StartedAt <= now, job.StoppedAt <= now);
        json.WriteStartObject();
        json.WriteStartArray("dependencies");
        json.WriteEndArray();
        if (!job.IsApproval)
        {
            json.WriteNumber("job_number", job.Number);
        }

        json.WriteString("id", job.Id);
        json.WriteInstant("started_at", began ? job.StartedAt : null);
        json.WriteString("name", job.Name);
        json.WriteString("project_slug", CircleProject.Slug);
        json.WriteString("status", ended ? Word(job.Result) : began ? "running" : "blocked");
        json.WriteString("type", job.IsApproval ? "approval" : "build");
        if (ended)
        {
            json.WriteInstant("stopped_at", job.StoppedAt);
        }

        json.WriteEndObject();
    }

    /// <summary>The body of a webhook.</summary>
    public static void Completed(Utf8JsonWriter json, CirclePipeline pipeline, CircleWorkflow workflow)
    {
        json.WriteString("id", Dice.For(0, "circleci/webhook", workflow.Id).Uuid());
        json.WriteString("type", "workflow-completed");
        json.WriteInstant("happened_at", workflow.StoppedAt);
        json.WriteStartObject("workflow");
        json.WriteString("id", workflow.Id);
        json.WriteString("name", workflow.Name);
        json.WriteString("status", Word(workflow.Result));
        json.WriteInstant("created_at", workflow.CreatedAt);
        json.WriteInstant("stopped_at", workflow.StoppedAt);
        json.WriteEndObject();
        json.WriteStartObject("pipeline");
        json.WriteString("id", pipeline.Id);
        json.WriteNumber("number", pipeline.Run.Number);
        json.WriteInstant("created_at", pipeline.CreatedAt);
        json.WriteStartObject("trigger");
        json.WriteString("type", pipeline.Run.Deployment is null ? "webhook" : "api");
        json.WriteEndObject();
        Vcs(json, pipeline.Run);
        json.WriteEndObject();
        json.WriteStartObject("project");
        json.WriteString("name", "search-api");
        json.WriteString("slug", "github/acme/search-api");
        json.WriteEndObject();
    }

    private static void Vcs(Utf8JsonWriter json, PipelineRun run)
    {
        json.WriteStartObject("vcs");
        json.WriteString("provider_name", "GitHub");
        json.WriteString("origin_repository_url", Repository);
        json.WriteString("target_repository_url", Repository);
        json.WriteString("revision", run.Commit);
        json.WriteString("branch", run.Branch);
        json.WriteEndObject();
    }

    private static string Id(Person person) => Dice.For(0, "circleci/user", person.Email).Uuid();

    private static string Word(RunResult result) => result switch { RunResult.Success => "success", RunResult.Failure => "failed", _ => "canceled" };
}
