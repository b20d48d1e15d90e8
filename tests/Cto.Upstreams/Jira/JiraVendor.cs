using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Credentials;
using Cto.Upstreams.Limits;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>Jira Cloud, where all teams plan; OAuth tokens are good below <c>/ex/jira/{cloudId}</c>, the e-mail address and API token at the site itself.</summary>
internal sealed class JiraVendor : SimulatedVendor
{
    /// <summary>Of everybody's account: queries are read in it.</summary>
    public const string Zone = "Europe/Berlin";

    private const string Source = "Jira acme";
    private const string Token = "ATATT3acmeDemo0000000000000000000001";

    private static readonly TimeZoneInfo ZoneInfo = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    private static readonly string[] Scopes =
        ["read:jira-work", "read:jira-user", "write:jira-work", "read:board-scope:jira-software", "read:project:jira", "read:sprint:jira-software"];

    private readonly Company _company;
    private readonly JiraDesk _desk;
    private readonly JiraWrites _writes;
    private readonly string _email;

    public JiraVendor(Company company)
    {
        _company = company;
        _desk = new(company);
        _writes = new(company, _desk);
        _email = company.People[0].Email;
        Grants = [new(_email, _email, Scopes) { Secret = Token, ExpiresAt = company.Stories.TroubledSources.JiraTokenExpiresAt }];
    }

    public override string Prefix => "jira";

    public override IReadOnlyList<Grant> Grants { get; }

    public override IEnumerable<DemoSource> Sources(string address) =>
    [
        new("jira", Source, new Dictionary<string, string> { ["baseUrl"] = address, ["apiUrl"] = address, ["oauthUrl"] = address })
        {
            CredentialKind = "token",
            Credentials = new Dictionary<string, string>
            {
                ["email"] = _email,
                ["token"] = Token,
                ["expiresAt"] = JsonInstants.Iso(_company.Stories.TroubledSources.JiraTokenExpiresAt),
                ["webhookSecret"] = "jira-webhook-secret",
            },
        },
    ];

    public override void Map(VendorRoutes routes)
    {
        foreach (var site in (string[])["", $"/ex/jira/{JiraOAuth.CloudId}"])
        {
            routes.Get($"{site}/rest/api/2/serverInfo", ServerInfo).Open();
            routes.Get($"{site}/rest/api/3/myself", Myself).Needs("read:jira-user");
            routes.Get($"{site}/rest/api/3/field", Fields).Needs("read:jira-work");
            routes.Get($"{site}/rest/api/3/status", Statuses).Needs("read:jira-work");
            routes.Get($"{site}/rest/api/3/project/search", Projects).Needs("read:jira-work");
            routes.Get($"{site}/rest/api/3/search/jql", Search).Needs("read:jira-work");
            routes.Post($"{site}/rest/api/3/search/approximate-count", CountAsync).Needs("read:jira-work");
            routes.Get($"{site}/rest/api/3/issue/{{id}}", Issue).Needs("read:jira-work");
            routes.Get($"{site}/rest/api/3/issue/{{id}}/changelog", Changelog).Needs("read:jira-work");
            routes.Get($"{site}/rest/api/3/user/search", Users).Needs("read:jira-user");
            routes.Get($"{site}/rest/api/3/user/assignable/search", Assignable).Needs("read:jira-user");
            routes.Get($"{site}/rest/agile/1.0/board", Boards).Needs("read:board-scope:jira-software");
            routes.Get($"{site}/rest/agile/1.0/board/{{id}}/sprint", Sprints).Needs("read:sprint:jira-software");
            routes.Get($"{site}/rest/agile/1.0/sprint/{{id}}", Sprint).Needs("read:sprint:jira-software");
            _writes.Map(routes, site);
        }

        routes.Get("/_attachments/{id}", call => _desk.File((int)call.RouteNumber("id")) is { } file ? call.SendAsync(file.Content, file.Type) : throw Refusal.NotFound()).Open();
    }

    public override void Tell(TruthBook truth) => JiraTruth.Tell(truth, Source, _company, _desk);

    public override LimitPolicy? Limit(VendorCall call) => new("rest", 20_000, TimeSpan.FromHours(1));

    public override void TellLimit(VendorCall call, LimitState state)
    {
        var headers = call.Http.Response.Headers;
        headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = (state.ResetsAt + call.Skew).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
    }

    public override Task RefuseAsync(VendorCall call, Refusal refusal)
    {
        if (refusal.Status == 429)
        {
            call.Http.Response.Headers["RateLimit-Reason"] = "jira-burst-based";
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            if (refusal.Scopes.Count > 0)
            {
                json.WriteNumber("code", 401);
                json.WriteString("message", "Unauthorized; scope does not match");
            }
            else
            {
                json.WriteStartArray("errorMessages");
                if (refusal.Parameter is null)
                {
                    json.WriteStringValue(refusal.Message);
                }

                json.WriteEndArray();
                json.WriteStartObject("errors");
                if (refusal.Parameter is { } parameter)
                {
                    json.WriteString(parameter, refusal.Message);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }, refusal.Scopes.Count > 0 ? 401 : refusal.Status);
    }

    private JiraWriter Writer(Utf8JsonWriter json, VendorCall call) => new(json, _company, _desk, call.Root, call.Now);

    private Task ServerInfo(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("baseUrl", call.Root);
        json.WriteString("version", "1001.0.0-SNAPSHOT");
        json.WriteString("deploymentType", "Cloud");
        json.WriteEndObject();
    });

    private Task Myself(VendorCall call) => call.JsonAsync(json => Writer(json, call).User(_company.People.FirstOrDefault(person => person.Email == call.Who!.Account) ?? _company.People[0]));

    private Task Fields(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartArray();
        foreach (var (id, name, type, custom) in JiraFields.All)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("key", id);
            json.WriteString("name", name);
            json.WriteString("untranslatedName", name);
            json.WriteBoolean("custom", custom is not null);
            json.WriteStartObject("schema");
            json.WriteString("type", type);
            if (custom is not null)
            {
                json.WriteString("custom", custom);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private Task Statuses(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartArray();
        foreach (var status in JiraFields.Statuses)
        {
            Writer(json, call).Status(status.Name);
        }

        json.WriteEndArray();
    });

    private Task Projects(VendorCall call)
    {
        call.Only("startAt", "maxResults", "orderBy", "id", "keys", "query", "typeKey", "categoryId", "action", "expand", "status", "properties", "propertyQuery");
        var page = call.Slice([.. _company.Teams.Select((team, place) => (team, place))], call.Number("startAt", 0), call.Number("maxResults", 50, most: 100));
        return call.JsonAsync(json => Page(json, page, project => Writer(json, call).Project(project.team, project.place, whole: true)));
    }

    private Task Search(VendorCall call)
    {
        call.Only("jql", "nextPageToken", "maxResults", "fields", "expand", "properties", "fieldsByKeys", "failFast", "reconcileIssues");
        var found = Found(call, call.Query("jql"));
        var page = call.Slice(found, call.Offset(call.Query("nextPageToken"), "nextPageToken"), call.Number("maxResults", 50, most: 100));
        var fields = call.Query("fields")?.Split(',').ToHashSet() ?? ["id"];
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("issues");
            foreach (var item in page.Items)
            {
                Writer(json, call).Issue(item, fields, call.Query("expand") == "changelog");
            }

            json.WriteEndArray();
            json.WriteBoolean("isLast", !page.HasMore);
            if (call.NextToken(page) is { } token)
            {
                json.WriteString("nextPageToken", token);
            }

            json.WriteEndObject();
        });
    }

    private async Task CountAsync(VendorCall call)
    {
        var body = await call.BodyAsync();
        var count = Found(call, body.TryGetProperty("jql", out var jql) ? jql.GetString() : null).Count;
        await call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", count);
            json.WriteEndObject();
        });
    }

    private List<PlannedItem> Found(VendorCall call, string? jql)
    {
        var query = JiraQuery.Parse(jql, call.Now, ZoneInfo);
        var found = _desk.Items(call.Now).Where(query.Holds).ToList();
        return query.ByUpdated ? [.. found.OrderBy(item => item.UpdatedAt(call.Now)).ThenBy(item => item.Id)] : found;
    }

    private Task Issue(VendorCall call)
    {
        call.Only("fields", "fieldsByKeys", "expand", "properties", "updateHistory", "failFast");
        var item = Known(call);
        var fields = call.Query("fields")?.Split(',').ToHashSet();
        return call.JsonAsync(json => Writer(json, call).Issue(item, fields, call.Query("expand") == "changelog"));
    }

    private Task Changelog(VendorCall call)
    {
        call.Only("startAt", "maxResults");
        var item = Known(call);
        IReadOnlyList<(ItemChange Change, int Index)> all = [.. item.Changes.Where(change => change.At <= call.Now).Select((change, index) => (change, index))];
        var page = call.Slice(all, call.Number("startAt", 0), call.Number("maxResults", 100, most: 100));
        return call.JsonAsync(json => Page(json, page, entry => Writer(json, call).Entry(item, entry.Change, entry.Index)));
    }

    private PlannedItem Known(VendorCall call) =>
        _desk.Find(call.Route("id"), call.Now) ?? throw Refusal.NotFound("Issue does not exist or you do not have permission to see it.");

    private Task Users(VendorCall call)
    {
        call.Only("query", "username", "accountId", "startAt", "maxResults", "property");
        var query = call.Query("query") is { Length: > 0 } text ? text : throw Refusal.Bad("query", "must be given");
        return PeopleAsync(call, _company.People.Where(person => person.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || person.Email.Contains(query, StringComparison.OrdinalIgnoreCase)));
    }

    private Task Assignable(VendorCall call)
    {
        call.Only("query", "project", "startAt", "maxResults");
        return _company.Teams.Any(team => team.Key == call.Query("project"))
            ? PeopleAsync(call, _company.People.Where(person => person.WorksAt(call.Now)))
            : throw Refusal.NotFound("No project could be found with the given key.");
    }

    private Task PeopleAsync(VendorCall call, IEnumerable<Person> people) => call.JsonAsync(json =>
    {
        json.WriteStartArray();
        foreach (var person in people.Take(call.Number("maxResults", 50, most: 1000)))
        {
            Writer(json, call).User(person);
        }

        json.WriteEndArray();
    });

    private Task Boards(VendorCall call)
    {
        call.Only("startAt", "maxResults", "type", "name", "projectKeyOrId", "orderBy", "expand");
        var page = call.Slice([.. _company.Teams.Select((team, place) => (team, place))], call.Number("startAt", 0), call.Number("maxResults", 50, most: 50));
        return call.JsonAsync(json => Page(json, page, board =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", board.place + 1);
            json.WriteString("self", $"{call.Root}/rest/agile/1.0/board/{board.place + 1}");
            json.WriteString("name", $"{board.team.Name} board");
            json.WriteString("type", "scrum");
            json.WriteStartObject("location");
            json.WriteNumber("projectId", 10_000 + board.place);
            json.WriteString("displayName", $"{board.team.Name} ({board.team.Key})");
            json.WriteString("projectName", board.team.Name);
            json.WriteString("projectKey", board.team.Key);
            json.WriteString("name", $"{board.team.Name} ({board.team.Key})");
            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }

    private Task Sprints(VendorCall call)
    {
        call.Only("startAt", "maxResults", "state");
        var board = call.RouteNumber("id");
        var states = call.Query("state")?.Split(',');
        if (states?.Except(["future", "active", "closed"]).FirstOrDefault() is { } wrong)
        {
            throw new Refusal(400, $"The value '{wrong}' is not a valid sprint state.");
        }

        var sprints = _company.Planning.AllOfSprints.Where(sprint => sprint.Board == board && sprint.Exists(call.Now) && states?.Contains(sprint.State(call.Now)) != false).ToList();
        var page = call.Slice(sprints, call.Number("startAt", 0), call.Number("maxResults", 50, most: 50));
        return call.JsonAsync(json => Page(json, page, sprint => Writer(json, call).Sprint(sprint, asField: false)));
    }

    private Task Sprint(VendorCall call) => _company.Planning.AllOfSprints.FirstOrDefault(sprint => sprint.Id == call.RouteNumber("id") && sprint.Exists(call.Now)) is { } found
        ? call.JsonAsync(json => Writer(json, call).Sprint(found, asField: false))
        : throw Refusal.NotFound("Sprint does not exist.");

    private static void Page<T>(Utf8JsonWriter json, Slice<T> page, Action<T> write)
    {
        json.WriteStartObject();
        json.WriteNumber("maxResults", page.Size);
        json.WriteNumber("startAt", page.Offset);
        json.WriteNumber("total", page.Total);
        json.WriteBoolean("isLast", !page.HasMore);
        json.WriteStartArray("values");
        foreach (var item in page.Items)
        {
            write(item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
