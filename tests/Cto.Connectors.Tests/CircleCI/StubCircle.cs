using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.CircleCI;

/// <summary>A CircleCI with the pipelines of one project; each has one workflow with a build and a deployment unless a test says otherwise.</summary>
internal sealed class StubCircle : IAsyncDisposable
{
    public StubHttp Http { get; private set; } = null!;

    /// <summary>The numbers of the pipelines, any order; each is created that many minutes after a moment three days ago.</summary>
    public List<int> Pipelines { get; } = [];

    /// <summary>The statuses of a pipeline's workflows in their order; <c>success</c> unless it stands here.</summary>
    public Dictionary<int, string[]> Workflows { get; } = [];

    public int PageSize { get; set; } = 20;

    /// <summary>How many of a workflow's jobs a page holds.</summary>
    public int JobPageSize { get; set; } = 20;

    public Func<HttpContext, IResult?> Misbehave { get; set; } = _ => null;

    public static async Task<StubCircle> StartAsync()
    {
        var circle = new StubCircle();
        circle.Http = await StubHttp.StartAsync(app =>
        {
            app.MapGet("/api/v2/me", context => circle.AnswerAsync(context, () => Results.Json(new { id = Id(0), login = "ada", name = "Ada" })));
            app.MapGet("/api/v2/project/{slug}/pipeline", context => circle.AnswerAsync(context, () => circle.Page(context.Request)));
            app.MapGet("/api/v2/pipeline", context => circle.AnswerAsync(context, () => circle.Page(context.Request)));
            app.MapGet("/api/v2/pipeline/{id}", (string id) => Results.Json(Pipeline(Number(id))));
            app.MapGet("/api/v2/pipeline/{id}/workflow", (string id) => Results.Json(new { items = circle.WorkflowsOf(Number(id)), next_page_token = (string?)null }));
            app.MapGet("/api/v2/workflow/{id}/job", (string id, HttpRequest request) => circle.JobPage(id, request));
        });
        return circle;
    }

    public static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";

    public static string At(int minute) => Connectors.Today.AddDays(-3).AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private static int Number(string id) => int.Parse(id.AsSpan(id.Length - 12), null) % 100_000;

    private static object Pipeline(int number) => new
    {
        id = Id(number),
        number,
        project_slug = "gh/acme/search-api",
        state = "created",
        created_at = At(number),
        updated_at = At(number),
        trigger = new { type = "webhook" },
        vcs = new { target_repository_url = "https://github.com/acme/search-api", revision = $"{number:D40}", branch = "main" },
    };

    private static object[] Jobs(string workflow) =>
    [
        new { id = Id(700_000 + Number(workflow)), name = "build", type = "build", status = "success", started_at = At(Number(workflow)), stopped_at = At(Number(workflow) + 1) },
        new { id = Id(800_000 + Number(workflow)), name = "approve-deploy", type = "approval", status = "success", started_at = At(Number(workflow)) },
        new { id = Id(900_000 + Number(workflow)), name = "deploy-production", type = "build", status = "success", started_at = At(Number(workflow) + 1), stopped_at = At(Number(workflow) + 2) },
    ];

    private object[] WorkflowsOf(int number) =>
    [
        .. Workflows.GetValueOrDefault(number, ["success"]).Select((status, i) => new
        {
            id = Id(number + ((i + 1) * 100_000)),
            name = "build-and-deploy",
            status,
            created_at = At(number + i),
            stopped_at = status is "running" or "on_hold" ? null : At(number + i + 2),
        }),
    ];

    private IResult Page(HttpRequest request)
    {
        var sorted = Pipelines.OrderDescending().ToList();
        var from = request.Query["page-token"].FirstOrDefault() is { } token ? sorted.IndexOf(int.Parse(token, null)) : 0;
        var next = from + PageSize < sorted.Count ? $"{sorted[from + PageSize]}" : null;
        return Results.Json(new { items = sorted.Skip(from).Take(PageSize).Select(Pipeline), next_page_token = next });
    }

    private IResult JobPage(string workflow, HttpRequest request)
    {
        var (jobs, from) = (Jobs(workflow), request.Query["page-token"].FirstOrDefault() is { } token ? int.Parse(token, null) : 0);
        return Results.Json(new { items = jobs.Skip(from).Take(JobPageSize), next_page_token = from + JobPageSize < jobs.Length ? $"{from + JobPageSize}" : null });
    }

    private async Task AnswerAsync(HttpContext context, Func<IResult> answer) => await (Misbehave(context) ?? answer()).ExecuteAsync(context);
}
