using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Jira;

/// <summary>The teams' boards and their sprints.</summary>
internal sealed class JiraBoards(Company company)
{
    public void Map(VendorRoutes routes, string site)
    {
        routes.Get($"{site}/rest/agile/1.0/board", Boards).Needs("read:board-scope:jira-software");
        routes.Get($"{site}/rest/agile/1.0/board/{{id}}/sprint", Sprints).Needs("read:sprint:jira-software");
        routes.Get($"{site}/rest/agile/1.0/sprint/{{id}}", Sprint).Needs("read:sprint:jira-software");
    }

    private Task Boards(VendorCall call)
    {
        call.Only("startAt", "maxResults", "type", "name", "projectKeyOrId", "orderBy", "expand");
        var page = call.Slice([.. company.Teams.Select((team, place) => (team, place))], call.Number("startAt", 0), call.Number("maxResults", 50, most: 50));
        return call.JsonAsync(json => JiraPage.Write(json, page, board =>
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

        var sprints = company.Planning.AllOfSprints.Where(sprint => sprint.Board == board && sprint.Exists(call.Now) && states?.Contains(sprint.State(call.Now)) != false).ToList();
        var page = call.Slice(sprints, call.Number("startAt", 0), call.Number("maxResults", 50, most: 50));
        return call.JsonAsync(json => JiraPage.Write(json, page, sprint => Writer(json, call).Sprint(sprint, asField: false)));
    }

    private Task Sprint(VendorCall call) => company.Planning.AllOfSprints.FirstOrDefault(sprint => sprint.Id == call.RouteNumber("id") && sprint.Exists(call.Now)) is { } found
        ? call.JsonAsync(json => Writer(json, call).Sprint(found, asField: false))
        : throw Refusal.NotFound("Sprint does not exist.");

    private JiraWriter Writer(Utf8JsonWriter json, VendorCall call) => new(json, company, call.Root, call.Now);
}
