using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Slack;

/// <summary>The company's Slack workspace: every answer has status 200 and says in its body whether it is one.</summary>
internal sealed class SlackVendor : SimulatedVendor
{
    private const string Source = "Slack acme";
    private const string Token = "xoxb-acmeDemo-000000000001";

    private readonly Company _company;
    private readonly IReadOnlyList<SlackRoom> _rooms;
    private readonly SlackDesk _desk = new();

    public SlackVendor(Company company)
    {
        _company = company;
        _rooms = SlackRoom.Of(company);
        Grants =
        [
            new(Token, SlackBot.All[0].Id, "users:read", "users:read.email", "channels:read", "groups:read", "chat:write", "files:write", "channels:history", "groups:history"),
            new("xoxb-acmeDemoNarrow-000000000001", SlackBot.All[0].Id, "channels:read"),
        ];
    }

    public override string Prefix => "slack";

    public override IReadOnlyList<Grant> Grants { get; }

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("slack", Source, new Dictionary<string, string> { ["baseUrl"] = $"{address}/api", ["oauthUrl"] = address })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "slack-signing-secret" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/api/auth.test", Identity);
        routes.Get("/api/users.list", Users).Needs("users:read");
        routes.Get("/api/conversations.list", Channels).Needs("channels:read");
        routes.Get("/api/conversations.history", History).Needs("channels:history");
        routes.Get("/api/chat.getPermalink", Permalink);
        routes.Post("/api/chat.postMessage", PostAsync).Needs("chat:write");
        routes.Post("/api/files.getUploadURLExternal", BeginUploadAsync).Needs("files:write");
        routes.Post("/api/files.completeUploadExternal", CompleteUploadAsync).Needs("files:write");
        routes.Post("/upload/v1/{id}", UploadAsync).Open();
        routes.Get("/_images/{id}", call => _desk.Image(call.Route("id")) is { Content: { } content } ? call.SendAsync(content, "image/png") : throw Refusal.NotFound()).Open();
    }

    public override void Tell(TruthBook truth)
    {
        truth.Count(Source, "users", "person", _ => _company.People.Count);
        truth.Count(Source, "users", "account", _ => _company.People.Count + SlackBot.All.Count);
        truth.Count(Source, "channels", "channel", _ => _rooms.Count);
        truth.Topic("slack/left", at => _company.People.Where(person => person.LeftAt <= at).Select(person => person.Name));
        truth.Topics("slack/messages/", (name, _) => _rooms.FirstOrDefault(room => room.Name == name) is { } room ? _desk.Tell(room.Id) : null);
    }

    // Each method has a tier of its own.
    public override LimitPolicy? Limit(VendorCall call)
    {
        var method = call.Http.Request.Path.Value!.Split('/')[^1];
        return new(method, method is "users.list" or "conversations.list" or "files.getUploadURLExternal" or "files.completeUploadExternal" ? 20 : 50, TimeSpan.FromMinutes(1));
    }

    public override void TellLimit(VendorCall call, LimitState state)
    {
        if (state.Exceeded)
        {
            call.Http.Response.Headers.RetryAfter = Math.Max(1, (int)(state.ResetsAt - call.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    // Only limits and broken servers have a status of their own.
    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", false);
        json.WriteString("error", refusal switch
        {
            { Scopes.Count: > 0 } => "missing_scope",
            { Status: 401, Expired: true } => "token_expired",
            { Status: 401 } => "invalid_auth",
            { Status: 403 } => "access_denied",
            { Status: 404, Parameter: null } => "unknown_method",
            { Status: 409 } => "conflict",
            { Status: 429 } => "ratelimited",
            { Status: >= 500 } => "internal_error",
            { Parameter: "cursor" } => "invalid_cursor",
            { Parameter: { } parameter } => parameter,
            _ => "invalid_arguments",
        });
        if (refusal.Scopes.Count > 0)
        {
            json.WriteString("needed", refusal.Scopes[0]);
            json.WriteString("provided", string.Join(',', call.Who!.Scopes));
        }

        json.WriteEndObject();
    }, refusal.Status is 429 or >= 500 || (refusal.Status is 404 or 409 && refusal.Parameter is null) ? refusal.Status : StatusCodes.Status200OK);

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. webhook.Body.Span];
        yield return new("X-Slack-Request-Timestamp", timestamp);
        yield return new("X-Slack-Signature", $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
    }

    private static Task OkAsync(VendorCall call, Action<Utf8JsonWriter> write) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", true);
        write(json);
        json.WriteEndObject();
    });

    private Task Identity(VendorCall call) => OkAsync(call, json =>
    {
        json.WriteString("url", "https://acme.slack.com/");
        json.WriteString("team", Company.Name);
        json.WriteString("user", SlackBot.All[0].Name);
        json.WriteString("team_id", SlackOAuth.Workspace);
        json.WriteString("user_id", SlackBot.All[0].Id);
    });

    private Task Users(VendorCall call)
    {
        call.Only("limit", "cursor", "include_locale");
        IReadOnlyList<(Person? Person, SlackBot? Bot)> all = [.. _company.People.Select(person => ((Person?)person, (SlackBot?)null)), .. SlackBot.All.Select(bot => ((Person?)null, (SlackBot?)bot))];
        var page = call.Slice(all, call.Offset(call.Query("cursor"), "cursor"), call.Number("limit", 200, most: 1000));
        return OkAsync(call, json =>
        {
            json.WriteNumber("cache_ts", call.Now.ToUnixTimeSeconds());
            json.WriteStartArray("members");
            foreach (var (person, bot) in page.Items)
            {
                SlackMember.Write(json, person, bot, call.Now, withEmail: call.Who!.Scopes.Contains("users:read.email"));
            }

            json.WriteEndArray();
            Next(json, call, page);
        });
    }

    private Task Channels(VendorCall call)
    {
        call.Only("types", "exclude_archived", "limit", "cursor", "team_id");
        var types = (call.Query("types") ?? "public_channel").Split(',');
        if (types.Contains("private_channel") && !call.Who!.Scopes.Contains("groups:read"))
        {
            throw new Refusal(403, "missing_scope") { Scopes = ["groups:read"] };
        }

        var found = _rooms.Where(room => types.Contains(room.IsPrivate ? "private_channel" : "public_channel") && !(room.IsArchived && call.Query("exclude_archived") == "true")).ToList();
        var page = call.Slice(found, call.Offset(call.Query("cursor"), "cursor"), call.Number("limit", 100, most: 1000));
        return OkAsync(call, json =>
        {
            json.WriteStartArray("channels");
            foreach (var room in page.Items)
            {
                SlackMember.Write(json, room, _company.People.Count(person => person.WorksAt(call.Now) && (room.Team is null || person.Team == room.Team)), _company.People[0].Slack);
            }

            json.WriteEndArray();
            Next(json, call, page);
        });
    }

    private Task History(VendorCall call)
    {
        call.Only("channel", "cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest");
        var posts = _desk.Posts(Room(call.Query("channel")).Id);
        var page = call.Slice(posts, call.Offset(call.Query("cursor"), "cursor"), call.Number("limit", 100, most: 999));
        return OkAsync(call, json =>
        {
            json.WriteStartArray("messages");
            foreach (var post in page.Items)
            {
                Message(json, post, withMetadata: call.Query("include_all_metadata") == "true");
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more", page.HasMore);
        });
    }

    private Task Permalink(VendorCall call)
    {
        var room = Room(call.Query("channel"));
        var post = _desk.Posts(room.Id).FirstOrDefault(post => post.Ts == call.Query("message_ts")) ?? throw new Refusal(404, "message_not_found") { Parameter = "message_not_found" };
        return OkAsync(call, json =>
        {
            json.WriteString("channel", room.Id);
            json.WriteString("permalink", $"https://acme.slack.com/archives/{room.Id}/p{post.Ts.Replace(".", "", StringComparison.Ordinal)}");
        });
    }

    private async Task PostAsync(VendorCall call)
    {
        var form = await FormAsync(call);
        var room = Room(form.GetValueOrDefault("channel"), writing: true);
        var text = form.GetValueOrDefault("text") is { Length: > 0 } given ? given : throw Wrong("no_text");
        var post = _desk.Post(room.Id, text, Json(form, "metadata"), null, call.Now);
        await OkAsync(call, json =>
        {
            json.WriteString("channel", room.Id);
            json.WriteString("ts", post.Ts);
            json.WritePropertyName("message");
            Message(json, post, withMetadata: false);
        });
    }

    private async Task BeginUploadAsync(VendorCall call)
    {
        var form = await FormAsync(call);
        if (form.GetValueOrDefault("filename") is not { Length: > 0 } name || !int.TryParse(form.GetValueOrDefault("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0)
        {
            throw Wrong("invalid_arguments");
        }

        var image = _desk.Expect(name, length);
        await OkAsync(call, json =>
        {
            json.WriteString("upload_url", $"{call.Root}/upload/v1/{image.Id}");
            json.WriteString("file_id", image.Id);
        });
    }

    private async Task UploadAsync(VendorCall call)
    {
        var image = _desk.Image(call.Route("id")) ?? throw Refusal.NotFound();
        using var content = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(content, call.Http.RequestAborted);
        image.Content = content.Length == image.Length ? content.ToArray() : throw Wrong("file_size_mismatch");
        await call.SendAsync(Encoding.ASCII.GetBytes($"OK - {image.Length}"), "text/plain");
    }

    private async Task CompleteUploadAsync(VendorCall call)
    {
        var form = await FormAsync(call);
        var room = Room(form.GetValueOrDefault("channel_id"), writing: true);
        var files = Json(form, "files") ?? throw Wrong("invalid_arguments");
        var image = _desk.Image(files[0].GetProperty("id").GetString()!) is { Content: not null } arrived ? arrived : throw Wrong("file_not_found");
        _desk.Post(room.Id, form.GetValueOrDefault("initial_comment") ?? "", null, image, call.Now);
        await OkAsync(call, json =>
        {
            json.WriteStartArray("files");
            File(json, image);
            json.WriteEndArray();
        });
    }

    private SlackRoom Room(string? id, bool writing = false) =>
        _rooms.FirstOrDefault(room => room.Id == id) is not { } room ? throw Wrong("channel_not_found")
        : writing && room.IsArchived ? throw Wrong("is_archived")
        : writing && room.IsPrivate ? throw Wrong("not_in_channel")
        : room;

    private static Refusal Wrong(string error) => new(400, error) { Parameter = error };

    private static void Next<T>(Utf8JsonWriter json, VendorCall call, Slice<T> page)
    {
        json.WriteStartObject("response_metadata");
        json.WriteString("next_cursor", call.NextToken(page) ?? "");
        json.WriteEndObject();
    }

    private static void Message(Utf8JsonWriter json, SlackPost post, bool withMetadata)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("user", SlackBot.All[0].Id);
        json.WriteString("ts", post.Ts);
        json.WriteString("text", post.Text);
        if (withMetadata && post.Metadata is { } metadata)
        {
            json.WritePropertyName("metadata");
            metadata.WriteTo(json);
        }

        if (post.Image is { } image)
        {
            json.WriteStartArray("files");
            File(json, image);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void File(Utf8JsonWriter json, SlackImage image)
    {
        json.WriteStartObject();
        json.WriteString("id", image.Id);
        json.WriteString("name", image.Name);
        json.WriteString("title", image.Name);
        json.WriteString("permalink", $"https://acme.slack.com/files/{SlackBot.All[0].Id}/{image.Id}/{image.Name}");
        json.WriteEndObject();
    }

    private static async Task<Dictionary<string, string>> FormAsync(VendorCall call)
    {
        var form = call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : throw Wrong("invalid_form_data");
        return form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) is { Count: > 0 } given ? new Dictionary<string, string>(given, StringComparer.Ordinal) : throw Wrong("invalid_arguments");
    }

    private static JsonElement? Json(Dictionary<string, string> form, string name)
    {
        try
        {
            return form.TryGetValue(name, out var text) ? JsonDocument.Parse(text).RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            throw Wrong($"invalid_{name}");
        }
    }
}
