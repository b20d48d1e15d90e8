using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Jira;

/// <summary>The site and its account: who asks, the fields, statuses, projects and people there are.</summary>
internal sealed class JiraSite(Company company)
{
    public void Map(VendorRoutes routes, string site)
    {
        routes.Get($"{site}/rest/api/2/serverInfo", ServerInfo).Open();
        routes.Get($"{site}/rest/api/3/myself", Myself).Needs("read:jira-user");
        routes.Get($"{site}/rest/api/3/field", Fields).Needs("read:jira-work");
        routes.Get($"{site}/rest/api/3/status", Statuses).Needs("read:jira-work");
        routes.Get($"{site}/rest/api/3/project/search", Projects).Needs("read:jira-work");
        routes.Get($"{site}/rest/api/3/user/search", Users).Needs("read:jira-user");
        routes.Get($"{site}/rest/api/3/user/assignable/search", Assignable).Needs("read:jira-user");
    }

    private Task ServerInfo(VendorCall call) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("baseUrl", call.Root);
        json.WriteString("version", "1001.0.0-SNAPSHOT");
        json.WriteString("deploymentType", "Cloud");
        json.WriteEndObject();
    });

    private Task Myself(VendorCall call) => call.JsonAsync(json => Writer(json, call).User(company.People.FirstOrDefault(person => person.Email == call.Who!.Account) ?? company.People[0]));

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
        var page = call.Slice([.. company.Teams.Select((team, place) => (team, place))], call.Number("startAt", 0), call.Number("maxResults", 50, most: 100));
        return call.JsonAsync(json => JiraPage.Write(json, page, project => Writer(json, call).Project(project.team, project.place, whole: true)));
    }

    private Task Users(VendorCall call)
    {
        call.Only("query", "username", "accountId", "startAt", "maxResults", "property");
        var query = call.Query("query") is { Length: > 0 } text ? text : throw Refusal.Bad("query", "must be given");
        return PeopleAsync(call, company.People.Where(person => person.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || person.Email.Contains(query, StringComparison.OrdinalIgnoreCase)));
    }

    private Task Assignable(VendorCall call)
    {
        call.Only("query", "project", "startAt", "maxResults");
        return company.Teams.Any(team => team.Key == call.Query("project"))
            ? PeopleAsync(call, company.People.Where(person => person.WorksAt(call.Now)))
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

    private JiraWriter Writer(Utf8JsonWriter json, VendorCall call) => new(json, company, call.Root, call.Now);
}
