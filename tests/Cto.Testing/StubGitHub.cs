using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Testing;

/// <summary>Plays GitHub as it behaves: sorted lists, page links, tags, limits, redirects; and misbehaves on demand.</summary>
public sealed class StubGitHub : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonNode> _documents = [];
    private readonly Dictionary<string, Func<IEnumerable<JsonNode>>> _lists = [];

    public StubHttp Http { get; private set; } = null!;

    /// <summary>Called first for each request; true = it has answered.</summary>
    public Func<HttpContext, Task<bool>> Misbehave { get; set; } = _ => Task.FromResult(false);

    public Dictionary<string, string> Headers { get; } = [];

    public int Limit { get; set; } = 5000;

    public int Remaining { get; set; } = 5000;

    public DateTimeOffset ResetsAt { get; set; } = TimeProvider.System.GetUtcNow().AddHours(1);

    /// <summary>The longest page it serves, whatever was asked for.</summary>
    public int LongestPage { get; set; } = 100;

    public List<JsonObject> Repositories { get; } = [];

    public static async Task<StubGitHub> StartAsync(params string[] repositories)
    {
        var stub = new StubGitHub();
        stub.Http = await StubHttp.StartAsync(app => app.Run(stub.AnswerAsync));
        stub.List("/orgs/acme/repos", () => stub.Repositories);
        foreach (var list in (string[])["members", "outside_collaborators", "teams"])
        {
            stub.List($"/orgs/acme/{list}", () => []);
        }

        stub.Document("/user", new { login = "ada", type = "User" });
        foreach (var name in repositories)
        {
            stub.Add(name);
        }

        return stub;
    }

    /// <summary>Adds <c>acme/name</c> with empty lists.</summary>
    public void Add(string name, long? id = null)
    {
        var repository = Node(new
        {
            id = id ?? 1000 + Repositories.Count,
            name,
            full_name = $"acme/{name}",
            html_url = $"https://github.test/acme/{name}",
            @private = true,
            pushed_at = At(100 - Repositories.Count),
        });
        Repositories.Add(repository);
        Document($"/repos/acme/{name}", repository);
        foreach (var list in (string[])["pulls", "deployments", "actions/runs", "releases", "dependabot/alerts", "code-scanning/alerts", "collaborators"])
        {
            List($"/repos/acme/{name}/{list}", () => []);
        }

        Document($"/repos/acme/{name}/languages", new JsonObject());
        Document($"/repos/acme/{name}/dependency-graph/sbom", new { sbom = new { packages = Array.Empty<object>() } });
    }

    public void Document(string path, object answer)
    {
        lock (_gate)
        {
            _documents[path] = answer as JsonNode ?? Node(answer);
        }
    }

    public void List(string path, Func<IEnumerable<JsonNode>> items)
    {
        lock (_gate)
        {
            _lists[path] = items;
        }
    }

    public void List(string path, params object[] items)
    {
        List<JsonNode> nodes = [.. items.Select(item => item as JsonNode ?? Node(item))];
        List(path, () => nodes);
    }

    /// <summary>The requests so far that began with a path.</summary>
    public int Count(string path) => Http.Requests.Count(request => request.Target.StartsWith(path, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    /// <summary>An instant of the stub's history: minutes after the start of 2026-11-01.</summary>
    public static string At(int minute) => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonObject Node(object value) => JsonSerializer.SerializeToNode(value, Snake)!.AsObject();

    /// <summary>A pull request as lists show it.</summary>
    public static JsonObject Pull(int number, int updated, int? merged = null, int? closed = null) => Node(new
    {
        id = 50_000L + number,
        number,
        html_url = $"https://github.test/acme/shop/pull/{number}",
        title = $"Change {number}",
        state = merged is null && closed is null ? "open" : "closed",
        user = new { login = "ada", type = "User" },
        draft = false,
        head = new { @ref = $"feature/{number}", repo = (object?)null },
        @base = new { @ref = "main" },
        merge_commit_sha = $"{number:x40}",
        labels = new[] { new { name = "feature" } },
        requested_reviewers = Array.Empty<object>(),
        created_at = At(number),
        updated_at = At(updated),
        merged_at = merged is { } at ? At(at) : null,
        closed_at = (closed ?? merged) is { } end ? At(end) : null,
    });

    private async Task AnswerAsync(HttpContext context)
    {
        if (await Misbehave(context))
        {
            return;
        }

        string body;
        string? link = null;
        lock (_gate)
        {
            if (_lists.TryGetValue(context.Request.Path, out var list))
            {
                (body, link) = Page(context, list());
            }
            else if (_documents.TryGetValue(context.Request.Path, out var document))
            {
                body = document.ToJsonString();
            }
            else
            {
                context.Response.StatusCode = 404;
                body = """{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}""";
            }
        }

        var etag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body + link)))}\"";
        var unchanged = context.Response.StatusCode == 200 && context.Request.Headers.IfNoneMatch == etag;
        Remaining -= unchanged ? 0 : 1;
        WriteHeaders(context.Response, link);
        context.Response.Headers.ETag = etag;
        context.Response.StatusCode = unchanged ? 304 : context.Response.StatusCode;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (!unchanged)
        {
            await context.Response.WriteAsync(body);
        }
    }

    private void WriteHeaders(HttpResponse response, string? link)
    {
        response.Headers["X-RateLimit-Limit"] = Limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Remaining"] = Remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset"] = ResetsAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (link is not null)
        {
            response.Headers.Link = link;
        }
    }

    private (string Body, string? Link) Page(HttpContext context, IEnumerable<JsonNode> items)
    {
        var query = context.Request.Query;
        var size = Math.Min(LongestPage, int.Parse(query["per_page"].FirstOrDefault() ?? "30", CultureInfo.InvariantCulture));
        var page = int.Parse(query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
        var all = Sort(items, query["sort"]).ToList();
        var array = new JsonArray([.. all.Skip((page - 1) * size).Take(size).Select(item => item.DeepClone())]);
        JsonNode body = context.Request.Path.Value!.EndsWith("/runs", StringComparison.Ordinal)
            ? new JsonObject { ["total_count"] = all.Count, ["workflow_runs"] = array }
            : array;
        var others = string.Concat(query.Where(parameter => parameter.Key != "page").Select(parameter => $"&{parameter.Key}={parameter.Value}"));
        var address = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?page=";
        var last = Math.Max(1, (all.Count + size - 1) / size);
        return (body.ToJsonString(), page >= last ? null : $"<{address}{page + 1}{others}>; rel=\"next\", <{address}{last}{others}>; rel=\"last\"");
    }

    private static IEnumerable<JsonNode> Sort(IEnumerable<JsonNode> items, string? by) =>
        by is null ? items : items.OrderByDescending(item => (string?)item[by == "pushed" ? "pushed_at" : $"{by}_at"], StringComparer.Ordinal);
}
