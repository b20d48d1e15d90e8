using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.GitLab;

/// <summary>Plays GitLab as it behaves: lists by last change from an instant on, in pages; documents; refusals.</summary>
internal sealed class StubGitLab : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Dictionary<string, List<JsonObject>> _lists = [];
    private readonly Dictionary<string, JsonNode> _documents = [];

    public StubHttp Http { get; private set; } = null!;

    /// <summary>Called first for each request; true = it has answered.</summary>
    public Func<HttpContext, Task<bool>> Misbehave { get; set; } = _ => Task.FromResult(false);

    public static async Task<StubGitLab> StartAsync(params string[] projects)
    {
        var stub = new StubGitLab();
        stub.Http = await StubHttp.StartAsync(app => app.Run(stub.AnswerAsync));
        stub.Document("user", new { id = 1, username = "mobile-bot" });
        stub.Document("personal_access_tokens/self", new { name = "cto", scopes = new[] { "api" }, expires_at = "2027-01-31" });
        stub.List("groups/acme/projects");
        stub.List("groups/acme/members/all");
        foreach (var (name, id) in projects.Select((name, place) => (name, place + 1)))
        {
            stub._lists["groups/acme/projects"].Add(Node(new
            {
                id,
                path = name,
                path_with_namespace = $"acme/{name}",
                web_url = $"https://gitlab.test/acme/{name}",
                visibility = "private",
                default_branch = "main",
                topics = new[] { "mobile" },
                last_activity_at = At(500 - id),
            }));
            foreach (var list in (string[])["merge_requests", "pipelines", "deployments", "releases", "members/all", "issues"])
            {
                stub.List($"projects/{id}/{list}");
            }
        }

        return stub;
    }

    public void List(string path, params object[] items) => _lists[path] = [.. items.Select(Node)];

    public void Document(string path, object answer) => _documents[path] = Node(answer);

    /// <summary>An instant of the stub's history: minutes after the start of 2026-11-01.</summary>
    public static string At(double minute) => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>A merge request as lists show it.</summary>
    public static object MergeRequest(int number, double updated, double? merged = null, string author = "ada") => new
    {
        id = 700 + number,
        iid = number,
        title = $"Change {number}",
        state = merged is null ? "opened" : "merged",
        author = new { id = 1, username = author },
        source_branch = $"feature/{number}",
        target_branch = "main",
        merge_commit_sha = merged is null ? null : $"{number:x40}",
        labels = new[] { "feature" },
        reviewers = new[] { new { id = 2, username = "bob" } },
        created_at = At(1),
        updated_at = At(updated),
        merged_at = merged is { } at ? At(at) : null,
        web_url = $"https://gitlab.test/acme/shop/-/merge_requests/{number}",
    };

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private static JsonObject Node(object value) => JsonSerializer.SerializeToNode(value, Snake)!.AsObject();

    private async Task AnswerAsync(HttpContext context)
    {
        if (await Misbehave(context))
        {
            return;
        }

        var path = context.Request.Path.Value!.Replace("/api/v4/", "", StringComparison.Ordinal);
        var query = context.Request.Query;
        if (_lists.TryGetValue(path, out var list))
        {
            var since = query["updated_after"].FirstOrDefault() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
            var size = int.Parse(query["per_page"].FirstOrDefault() ?? "20", CultureInfo.InvariantCulture);
            var page = int.Parse(query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
            var known = list.Where(item => item["updated_at"] is null || DateTimeOffset.Parse((string)item["updated_at"]!, CultureInfo.InvariantCulture) >= since)
                .OrderBy(item => (string?)item["updated_at"], StringComparer.Ordinal).ToList();
            if (known.Count > page * size)
            {
                var others = string.Concat(query.Where(parameter => parameter.Key != "page").Select(parameter => $"&{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}"));
                context.Response.Headers.Link = $"<{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?page={page + 1}{others}>; rel=\"next\"";
            }

            await context.Response.WriteAsJsonAsync(known.Skip((page - 1) * size).Take(size));
        }
        else if (_documents.TryGetValue(path, out var document))
        {
            await context.Response.WriteAsJsonAsync(document);
        }
        else
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsJsonAsync(new { message = "404 Not found" });
        }
    }
}
