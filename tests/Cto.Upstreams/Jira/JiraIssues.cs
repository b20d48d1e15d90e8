using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>The issues: found by a query, read one by one, and what had happened to them.</summary>
internal sealed class JiraIssues(Company company, JiraDesk desk)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(JiraVendor.Zone);

    public void Map(VendorRoutes routes, string site)
    {
        routes.Get($"{site}/rest/api/3/search/jql", Search).Needs("read:jira-work");
        routes.Post($"{site}/rest/api/3/search/approximate-count", CountAsync).Needs("read:jira-work");
        routes.Get($"{site}/rest/api/3/issue/{{id}}", Issue).Needs("read:jira-work");
        routes.Get($"{site}/rest/api/3/issue/{{id}}/changelog", Changelog).Needs("read:jira-work");
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
                Writer(json, call).Write(item, fields, call.Query("expand") == "changelog");
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
        var query = JiraQuery.Parse(jql, call.Now, Zone);
        var found = desk.Items(call.Now).Where(query.Holds).ToList();
        return query.ByUpdated ? [.. found.OrderBy(item => item.UpdatedAt(call.Now)).ThenBy(item => item.Id)] : found;
    }

    private Task Issue(VendorCall call)
    {
        call.Only("fields", "fieldsByKeys", "expand", "properties", "updateHistory", "failFast");
        var item = Known(call);
        var fields = call.Query("fields")?.Split(',').ToHashSet();
        return call.JsonAsync(json => Writer(json, call).Write(item, fields, call.Query("expand") == "changelog"));
    }

    private Task Changelog(VendorCall call)
    {
        call.Only("startAt", "maxResults");
        var item = Known(call);
        var page = call.Slice([.. JiraHistoryWriter.Of(item, call.Now).Select((change, index) => (change, index))], call.Number("startAt", 0), call.Number("maxResults", 100, most: 100));
        return call.JsonAsync(json => JiraPage.Write(json, page, entry => new JiraHistoryWriter(json, company, call.Root, call.Now).Entry(item, entry.change, entry.index)));
    }

    private PlannedItem Known(VendorCall call) =>
        desk.Find(call.Route("id"), call.Now) ?? throw Refusal.NotFound("Issue does not exist or you do not have permission to see it.");

    private JiraIssueWriter Writer(Utf8JsonWriter json, VendorCall call) => new(json, company, desk, call.Root, call.Now);
}
