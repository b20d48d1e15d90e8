using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Asana;

/// <summary>Asana, where Growth keeps its campaigns.</summary>
internal sealed class AsanaVendor : SimulatedVendor
{
    private const string Source = "Asana Growth";
    private const string Token = "2/120000000000001/acmeDemo:0001";
    private const string Workspace = "1205000000000001";
    private const int Minute = 1500;

    private static readonly string[] Scopes =
        ["users:read", "workspaces:read", "projects:read", "teams:read", "tasks:read", "stories:read", "tasks:write", "stories:write", "attachments:read", "attachments:write"];

    private readonly Company _company;
    private readonly AsanaDesk _desk;
    private readonly AsanaHooks _hooks;
    private readonly Person _owner;

    public AsanaVendor(Company company)
    {
        _company = company;
        _desk = new(company);
        _hooks = new(company, _desk);
        _owner = company.Members(company.Team("Growth"), company.Start).First();
        Grants = [new(Token, _owner.Asana, Scopes)];
    }

    public override string Prefix => "asana";

    public override IReadOnlyList<Grant> Grants { get; }

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("asana", Source, new Dictionary<string, string> { ["baseUrl"] = $"{address}/api/1.0", ["oauthUrl"] = address, ["requestsPerMinute"] = Minute.ToString(CultureInfo.InvariantCulture) })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string> { ["token"] = Token, ["webhookSecret"] = "asana-hook-secret" },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        routes.Get("/api/1.0/users/{gid}", User).Needs("users:read");
        routes.Get("/api/1.0/projects", Projects).Needs("projects:read");
        routes.Get("/api/1.0/tasks", Tasks).Needs("tasks:read");
        routes.Get("/api/1.0/tasks/{gid}", Task).Needs("tasks:read");
        routes.Get("/api/1.0/tasks/{gid}/stories", Stories).Needs("stories:read");
        routes.Post("/api/1.0/tasks", CreateAsync).Needs("tasks:write");
        routes.Post("/api/1.0/tasks/{gid}/stories", CommentAsync).Needs("stories:write");
        routes.Get("/api/1.0/attachments", Attachments).Needs("attachments:read");
        routes.Post("/api/1.0/attachments", AttachAsync).Needs("attachments:write");
        routes.Get("/_attachments/{gid}", call => _desk.File(call.Route("gid")) is { } file ? call.SendAsync(file.Content, "application/octet-stream") : throw Refusal.NotFound()).Open();
    }

    public override void Tell(TruthBook truth)
    {
        IEnumerable<CampaignTask> Tasks(DateTimeOffset at) => _company.Planning.Campaigns.Where(campaign => !campaign.Archived).SelectMany(campaign => _desk.Tasks(campaign, at));

        truth.Count(Source, "projects", "project", _ => _company.Planning.Campaigns.Count);
        truth.Count(Source, "tasks", "workItem", at => Tasks(at).Count());
        truth.Count(Source, "tasks", "workItemChange", at => Tasks(at).Sum(task => task.Steps.Count(step => step.At <= at && step.Kind is not StepKind.Commented)));
        truth.Sum(Source, "work_item.points", at => Tasks(at).Sum(task => (decimal)(task.Points ?? 0)));
        truth.Topics("asana/tasks/", _desk.Tell);
    }

    public override LimitPolicy? Limit(VendorCall call) => new("all", Minute, TimeSpan.FromMinutes(1));

    public override void TellLimit(VendorCall call, LimitState state)
    {
        if (state.Exceeded)
        {
            call.Http.Response.Headers.RetryAfter = Math.Max(1, (int)(state.ResetsAt - call.Now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("message", refusal.Scopes.Count > 0 ? $"This action requires the scope {refusal.Scopes[0]}" : refusal.Message);
        json.WriteString("help", "For more information on API status codes and how to handle them, read the docs on errors: https://developers.asana.com/docs/errors");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }, refusal.Status);

    public override IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret, DateTimeOffset at) =>
        [new("X-Hook-Signature", WebhookHash.HexSha256(secret, webhook.Body.Span))];

    protected override IEnumerable<SimulatedWebhook> Told(WebhookSpan span) => _hooks.In(span);

    private static Task DataAsync(VendorCall call, Action<Utf8JsonWriter> write, int status = 200) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("data");
        write(json);
        json.WriteEndObject();
    }, status);

    private AsanaWriter Writer(Utf8JsonWriter json, VendorCall call) => new(json, _desk, call.Now, (call.Query("opt_fields") ?? "name").Split(',').ToHashSet());

    private Task PageAsync<T>(VendorCall call, IReadOnlyList<T> all, Action<AsanaWriter, T> write)
    {
        var limit = call.Number("limit", 100);
        var page = call.Slice(all, call.Offset(call.Query("offset"), "offset"), limit is >= 1 and <= 100 ? limit : throw new Refusal(400, "limit: Must be between 1 and 100"));
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var item in page.Items)
            {
                write(Writer(json, call), item);
            }

            json.WriteEndArray();
            if (call.NextToken(page) is { } token)
            {
                json.WriteStartObject("next_page");
                json.WriteString("offset", token);
                json.WriteString("path", $"{call.Http.Request.Path}?offset={token}");
                json.WriteString("uri", call.PageAddress("offset", token));
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("next_page");
            }

            json.WriteEndObject();
        });
    }

    private Task User(VendorCall call)
    {
        call.Only("opt_fields", "opt_pretty");
        var person = call.Route("gid") == "me" ? _company.People.FirstOrDefault(person => person.Asana == call.Who!.Account) ?? _owner
            : _company.People.FirstOrDefault(person => person.Asana == call.Route("gid")) ?? throw Refusal.NotFound("user: Unknown object");
        return DataAsync(call, json =>
        {
            json.WriteStartObject();
            json.WriteString("gid", person.Asana);
            json.WriteString("resource_type", "user");
            json.WriteString("name", person.Name);
            json.WriteString("email", person.Email);
            json.WriteStartArray("workspaces");
            json.WriteStartObject();
            json.WriteString("gid", Workspace);
            json.WriteString("resource_type", "workspace");
            json.WriteString("name", Company.Name);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private Task Projects(VendorCall call)
    {
        call.Only("workspace", "team", "archived", "limit", "offset", "opt_fields", "opt_pretty");
        return call.Query("workspace") == Workspace
            ? PageAsync(call, _company.Planning.Campaigns, (writer, campaign) => writer.Project(campaign))
            : throw Refusal.NotFound("workspace: Unknown object");
    }

    private Task Tasks(VendorCall call)
    {
        call.Only("assignee", "project", "section", "workspace", "completed_since", "modified_since", "limit", "offset", "opt_fields", "opt_pretty");
        var campaign = _company.Planning.Campaigns.FirstOrDefault(campaign => campaign.Gid == call.Query("project")) ?? throw new Refusal(400, "You should specify one of project, tag, section, user task list, or assignee + workspace");
        var since = call.Instant("modified_since") ?? DateTimeOffset.MinValue;
        return PageAsync(call, [.. _desk.Tasks(campaign, call.Now).Where(task => task.ModifiedAt(call.Now) >= since)], (writer, task) => writer.Task(campaign, task));
    }

    private Task Task(VendorCall call)
    {
        call.Only("opt_fields", "opt_pretty");
        var (campaign, task) = Known(call);
        return DataAsync(call, json => Writer(json, call).Task(campaign, task));
    }

    private Task Stories(VendorCall call)
    {
        call.Only("limit", "offset", "opt_fields", "opt_pretty");
        var (_, task) = Known(call);
        return PageAsync(call, [.. _desk.Steps(task, call.Now)], (writer, step) => writer.Story(task, step));
    }

    private (Campaign Campaign, CampaignTask Task) Known(VendorCall call) => _desk.Find(call.Route("gid"), call.Now) ?? throw Refusal.NotFound("task: Not a recognized ID");

    private async Task CreateAsync(VendorCall call)
    {
        var data = Data(await call.BodyAsync());
        var campaign = data.TryGetProperty("projects", out var projects) && projects.GetArrayLength() > 0 ? _company.Planning.Campaigns.FirstOrDefault(campaign => campaign.Gid == projects[0].GetString()) : null;
        var assignee = Text(data, "assignee") is { } who ? _company.People.FirstOrDefault(person => person.Asana == who || person.Email == who) ?? throw new Refusal(400, $"assignee: Not a valid user: {who}") : _owner;
        var task = _desk.Create(
            campaign ?? throw new Refusal(400, "projects: Not a recognized ID"),
            Text(data, "name") ?? throw new Refusal(400, "name: Missing input"),
            Markup(Text(data, "html_notes") ?? "<body></body>", "html_notes"),
            assignee,
            Text(data, "due_on") is { } due ? DateOnly.ParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture) : DateOnly.FromDateTime(call.Now.AddDays(7).Date));
        await DataAsync(call, json => Writer(json, call).Task(campaign, task), StatusCodes.Status201Created);
    }

    private async Task CommentAsync(VendorCall call)
    {
        var (_, task) = Known(call);
        var step = _desk.Comment(task, Markup(Text(Data(await call.BodyAsync()), "html_text") ?? throw new Refusal(400, "text: Missing input"), "html_text"));
        await DataAsync(call, json => Writer(json, call).Story(task, step), StatusCodes.Status201Created);
    }

    private Task Attachments(VendorCall call)
    {
        call.Only("parent", "limit", "offset", "opt_fields");
        var files = _desk.Files(call.Query("parent") ?? throw new Refusal(400, "parent: Missing input"));
        return DataAsync(call, json =>
        {
            json.WriteStartArray();
            foreach (var file in files)
            {
                Write(json, file);
            }

            json.WriteEndArray();
        });
    }

    private async Task AttachAsync(VendorCall call)
    {
        var form = call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : throw new Refusal(400, "file: Missing input");
        var part = form.Files["file"] ?? throw new Refusal(400, "file: Missing input");
        var parent = _desk.Find(form["parent"].ToString(), call.Now) ?? throw new Refusal(400, "parent: Not a recognized ID");
        using var content = new MemoryStream();
        await part.CopyToAsync(content, call.Http.RequestAborted);
        var file = _desk.Attach(parent.Task.Gid, part.FileName, content.ToArray());
        await DataAsync(call, json => Write(json, file));
    }

    private static void Write(Utf8JsonWriter json, AsanaFile file)
    {
        json.WriteStartObject();
        json.WriteString("gid", file.Gid);
        json.WriteString("resource_type", "attachment");
        json.WriteString("name", file.Name);
        json.WriteEndObject();
    }

    private static JsonElement Data(JsonElement body) => body.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Object ? data : throw new Refusal(400, "Missing input: data");

    // Asana takes well-formed markup in a body alone.
    private static string Markup(string html, string field)
    {
        try
        {
            return System.Xml.Linq.XElement.Parse(html, System.Xml.Linq.LoadOptions.PreserveWhitespace).Name == "body" ? html : throw new Refusal(400, $"{field}: XML is invalid");
        }
        catch (System.Xml.XmlException)
        {
            throw new Refusal(400, $"{field}: XML is invalid");
        }
    }

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
