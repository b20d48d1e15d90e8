using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.SonarQube;

/// <summary>A SonarQube whose projects a test sets: key and the minutes of 1 November 2026 at which they were analysed.</summary>
internal sealed class StubSonar : IAsyncDisposable
{
    public StubHttp Http { get; private set; } = null!;

    /// <summary>By key, the analyses as days of October 2026, in order; the coverage of each is its day. None = never analysed.</summary>
    public SortedDictionary<string, List<int>> Projects { get; } = new(StringComparer.Ordinal);

    /// <summary>The repositories that projects are bound to.</summary>
    public Dictionary<string, string> Bindings { get; } = [];

    public string Gate { get; set; } = "OK";

    public bool LoggedIn { get; set; } = true;

    public Func<HttpContext, IResult?> Misbehave { get; set; } = _ => null;

    public static async Task<StubSonar> StartAsync()
    {
        var sonar = new StubSonar();
        sonar.Http = await StubHttp.StartAsync(app =>
        {
            app.MapGet("/api/users/current", context =>
            {
                context.Response.Headers["SonarQube-Authentication-Token-Expiration"] = "2026-12-24T12:00:00+0000";
                return sonar.AnswerAsync(context, () => Results.Json(new { isLoggedIn = sonar.LoggedIn, login = "cto" }));
            });
            app.MapGet("/api/v2/analysis/version", () => Results.Text("26.7.0.124771"));
            app.MapGet("/api/components/search_projects", context => sonar.AnswerAsync(context, () => Results.Json(new
            {
                paging = new { pageIndex = 1, pageSize = 500, total = sonar.Projects.Count },
                components = sonar.Projects.Select(project => new { key = project.Key, name = project.Key.ToUpperInvariant(), analysisDate = project.Value.Count == 0 ? null : At(project.Value[^1]) }),
            })));
            app.MapGet("/api/measures/search_history", context => sonar.AnswerAsync(context, () => sonar.History(context.Request.Query)));
            app.MapGet("/api/qualitygates/project_status", context => sonar.AnswerAsync(context, () => Results.Json(new
            {
                projectStatus = new
                {
                    status = sonar.Gate,
                    conditions = new object[]
                    {
                        new { status = sonar.Gate, metricKey = "new_coverage", comparator = "LT", errorThreshold = "80", actualValue = "61.5" },
                        new { status = "OK", metricKey = "new_bugs", comparator = "GT", errorThreshold = "0", actualValue = "0" },
                    },
                },
            })));
            app.MapGet("/api/issues/search", context => sonar.AnswerAsync(context, () => Results.Json(new
            {
                total = 10000,
                facets = new[] { new { property = "severities", values = new object[] { new { val = "BLOCKER", count = 2 }, new { val = "MAJOR", count = 23_456 } } } },
            })));
            app.MapGet("/api/alm_settings/get_binding", (string project) => sonar.Bindings.TryGetValue(project, out var repository)
                ? Results.Json(new { alm = "github", repository })
                : Results.Json(new { errors = new[] { new { msg = $"Project '{project}' is not bound to any DevOps Platform" } } }, statusCode: 404));
            app.MapGet("/api/project_links/search", (string projectKey) => Results.Json(new { links = projectKey == "linked" ? new[] { new { type = "scm", url = "https://github.com/acme/linked.git" } } : [] }));
        });
        return sonar;
    }

    public static string At(int day) => $"2026-10-{day:D2}T10:30:00+0200";

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<IResult> answer) => await (Misbehave(context) ?? answer()).ExecuteAsync(context);

    private IResult History(IQueryCollection query)
    {
        var (page, size, from) = (int.Parse(query["p"]!, null), int.Parse(query["ps"]!, null), DateTimeOffset.Parse(query["from"]!, null));
        var days = Projects[query["component"]!].Where(day => new DateTimeOffset(2026, 10, day, 8, 30, 0, TimeSpan.Zero) >= from).ToList();
        var shown = days.Skip((page - 1) * size).Take(size).ToList();
        return Results.Json(new
        {
            paging = new { pageIndex = page, pageSize = size, total = days.Count },
            measures = new object[]
            {
                new { metric = "coverage", history = shown.Select(day => new { date = At(day), value = $"{day}.5" }) },
                new { metric = "new_coverage", history = shown.Select(day => new { date = At(day), value = $"{day + 1}.5" }) },
                new { metric = "line_coverage", history = shown.Select(day => new { date = At(day) }) },
            },
        });
    }
}
