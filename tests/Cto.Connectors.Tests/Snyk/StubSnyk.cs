using System.Text.Json.Nodes;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Snyk;

/// <summary>A Snyk with one organisation whose projects and issues a test sets.</summary>
internal sealed class StubSnyk : IAsyncDisposable
{
    public const string Organization = "4a18d42f-0706-4ad0-b127-24078731fbed";
    public const string Project = "25502d3a-2799-4e20-97d6-2cb552058894";

    public StubHttp Http { get; private set; } = null!;

    public List<JsonObject> Projects { get; } = [Checkout()];

    public List<JsonObject> Issues { get; } = [];

    /// <summary>How many issues a page holds.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Answers a request instead; <see langword="null"/> lets it through.</summary>
    public Func<HttpContext, IResult?> Misbehave { get; set; } = _ => null;

    public static async Task<StubSnyk> StartAsync()
    {
        var snyk = new StubSnyk();
        snyk.Http = await StubHttp.StartAsync(app =>
        {
            app.MapGet("/rest/self", () => Api(new { data = new { type = "service_account", attributes = new { name = "cto" } } }));
            app.MapGet("/rest/orgs", context => snyk.AnswerAsync(context, () => Api(new { data = new[] { new { id = Organization, attributes = new { name = "Acme", slug = "acme" } } } })));
            app.MapGet("/rest/orgs/{id}/projects", context => snyk.AnswerAsync(context, () => Api(new { data = snyk.Projects, links = new { } })));
            app.MapGet("/rest/orgs/{id}/issues", context => snyk.AnswerAsync(context, () => snyk.IssuePage(context.Request)));
        });
        return snyk;
    }

    public static JsonObject Checkout(params string[] lifecycle) => Node(new
    {
        id = Project,
        attributes = new { name = "acme/checkout-service:pom.xml", type = "maven", target_file = "pom.xml", lifecycle },
        relationships = new { target = new { data = new { attributes = new { display_name = "acme/checkout-service" } } } },
    });

    /// <summary>A finding of log4j, changed at a minute of 1 November 2026.</summary>
    public static JsonObject Issue(int number, int minute = 0, string status = "open", bool ignored = false) => Node(new
    {
        id = $"00000000-0000-4000-8000-{number:D12}",
        type = "issue",
        attributes = new
        {
            type = "package_vulnerability",
            key = "SNYK-JAVA-ORGAPACHELOGGINGLOG4J-2314720",
            title = "Remote Code Execution (RCE)",
            status,
            ignored,
            effective_severity_level = "critical",
            created_at = "2026-10-01T00:00:00Z",
            updated_at = At(minute),
            resolution = status == "resolved" ? new { resolved_at = At(minute), type = "fixed" } : null,
            problems = new object[] { new { id = "SNYK-JAVA-ORGAPACHELOGGINGLOG4J-2314720", source = "SNYK", type = "vulnerability" }, new { id = "CVE-2021-44228", source = "NVD", type = "vulnerability" } },
            severities = new object[] { new { source = "NVD", score = 9.0, version = "3.1", level = "critical" }, new { source = "Snyk", score = 10.0, version = "3.1", level = "critical" } },
            coordinates = new object[]
            {
                new
                {
                    remedies = new[] { new { type = "indeterminate", description = "Upgrade the package version to 2.15.0,2.3.1 to fix this vulnerability" } },
                    representations = new[] { new { dependency = new { package_name = "org.apache.logging.log4j:log4j-core", package_version = "2.14.1" } } },
                },
            },
        },
        relationships = new { scan_item = new { data = new { id = Project, type = "project" } } },
    });

    public static string At(int minute) => $"2026-11-01T00:{minute:D2}:00.000Z";

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private static JsonObject Node(object value) => System.Text.Json.JsonSerializer.SerializeToNode(value)!.AsObject();

    private static IResult Api(object body) => Results.Json(body, contentType: "application/vnd.api+json");

    private async Task AnswerAsync(HttpContext context, Func<IResult> answer) => await (Misbehave(context) ?? answer()).ExecuteAsync(context);

    private IResult IssuePage(HttpRequest request)
    {
        var since = request.Query["updated_after"].FirstOrDefault() ?? "";
        var after = int.Parse(request.Query["starting_after"].FirstOrDefault() ?? "0", null);
        var changed = Issues.Where(issue => string.CompareOrdinal((string)issue["attributes"]!["updated_at"]!, since) >= 0).ToList();
        var next = after + PageSize < changed.Count ? $"/rest/orgs/{Organization}/issues?version=2024-10-15&updated_after={since}&starting_after={after + PageSize}" : null;
        return Api(new { data = changed.Skip(after).Take(PageSize), links = next is null ? new JsonObject() : new JsonObject { ["next"] = next } });
    }
}
