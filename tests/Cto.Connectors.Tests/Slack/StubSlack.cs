using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Slack;

/// <summary>A Slack workspace whose members, channels and messages a test sets.</summary>
internal sealed class StubSlack : IAsyncDisposable
{
    private readonly Dictionary<string, byte[]> _uploads = [];

    public StubHttp Http { get; private set; } = null!;

    public List<object> Members { get; } = [];

    public List<object> Channels { get; } = [new { id = "C1", name = "general", num_members = 70, created = 1_600_000_000, topic = new { value = "All of us" } }];

    public List<JsonObject> Messages { get; } = [];

    public int PageSize { get; set; } = 200;

    /// <summary>Answers a method otherwise; <see langword="null"/> lets it through.</summary>
    public Func<string, object?> Misbehave { get; set; } = _ => null;

    public IReadOnlyDictionary<string, byte[]> Uploads => _uploads;

    public static async Task<StubSlack> StartAsync()
    {
        var slack = new StubSlack();
        slack.Http = await StubHttp.StartAsync(app =>
        {
            app.MapGet("/api/auth.test", () => slack.Answer("auth.test", () => new { ok = true, url = "https://acme.slack.com/", team = "Acme", user = "cto", team_id = "T1", user_id = "U0" }));
            app.MapGet("/api/users.list", (string? cursor) => slack.Answer("users.list", () => slack.Page("members", slack.Members, cursor)));
            app.MapGet("/api/conversations.list", (string types, string? cursor) => slack.Answer($"conversations.list {types}", () => slack.Page("channels", slack.Channels, cursor)));
            app.MapGet("/api/conversations.history", () => slack.Answer("conversations.history", () => new { ok = true, messages = slack.Messages }));
            app.MapGet("/api/chat.getPermalink", (string message_ts) => slack.Answer("chat.getPermalink", () => new { ok = true, permalink = $"https://acme.slack.com/archives/C1/p{message_ts}" }));
            app.MapPost("/api/chat.postMessage", async (HttpRequest request) => slack.Post(await request.ReadFormAsync()));
            app.MapPost("/api/files.getUploadURLExternal", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                return slack.Answer("files.getUploadURLExternal", () => new { ok = true, file_id = "F1", upload_url = $"{slack.Http.Address}upload/{form["filename"]}" });
            });
            app.MapPost("/upload/{name}", async (string name, HttpRequest request) =>
            {
                using var bytes = new MemoryStream();
                await request.Body.CopyToAsync(bytes);
                slack._uploads[name] = bytes.ToArray();
                return Results.Text($"OK - {bytes.Length}");
            });
            app.MapPost("/api/files.completeUploadExternal", async (HttpRequest request) => slack.Share(await request.ReadFormAsync()));
        });
        return slack;
    }

    public SourceConnection Source() => VendorSource.Of("slack", $"{Http.Address}api", "token", ("token", "xoxb-stub"), ("webhookSecret", "signing-secret"));

    public static object Member(string id, string name, bool deleted = false, bool bot = false, bool admin = false, bool? mfa = null, string? emoji = null) => new
    {
        id,
        team_id = "T1",
        name,
        deleted,
        is_bot = bot,
        is_admin = admin,
        has_2fa = mfa,
        updated = 1_700_000_000,
        profile = new { real_name = $"{name} Doe", email = bot ? null : $"{name}@Acme.test", title = "Engineer", status_emoji = emoji, status_expiration = 0, team = "T1" },
    };

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private IResult Post(IFormCollection form) => Answer("chat.postMessage", () =>
    {
        var message = new JsonObject { ["ts"] = $"{Messages.Count + 1}.000100", ["text"] = (string?)form["text"], ["metadata"] = JsonNode.Parse(form["metadata"].ToString()) };
        Messages.Insert(0, message);
        return new { ok = true, channel = "C1", ts = (string)message["ts"]!, message };
    });

    private IResult Share(IFormCollection form) => Answer("files.completeUploadExternal", () =>
    {
        var file = JsonNode.Parse(form["files"].ToString())![0]!;
        var shared = new { id = (string)file["id"]!, name = (string)file["title"]!, title = (string)file["title"]!, permalink = "https://acme.slack.com/files/F1" };
        Messages.Insert(0, JsonSerializer.SerializeToNode(new { ts = $"{Messages.Count + 1}.000100", text = (string?)form["initial_comment"], files = new[] { shared } })!.AsObject());
        return new { ok = true, files = new[] { shared } };
    });

    private IResult Answer(string method, Func<object> good) => Misbehave(method) switch
    {
        IResult result => result,
        null => Results.Json(good()),
        var other => Results.Json(other),
    };

    private Dictionary<string, object> Page(string name, List<object> items, string? cursor)
    {
        var start = cursor is null ? 0 : int.Parse(cursor, null);
        var next = start + PageSize < items.Count ? $"{start + PageSize}" : "";
        return new() { ["ok"] = true, [name] = items.Skip(start).Take(PageSize), ["response_metadata"] = new { next_cursor = next } };
    }
}
