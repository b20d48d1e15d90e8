using Cto.Upstreams.OAuth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Slack;

/// <summary>The workspace: who asks, its members and its channels.</summary>
internal sealed class SlackWorkspace(Company company, IReadOnlyList<SlackRoom> rooms)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/api/auth.test", Identity);
        routes.Get("/api/users.list", Users).Needs("users:read");
        routes.Get("/api/conversations.list", Channels).Needs("channels:read");
    }

    private Task Identity(VendorCall call) => SlackAnswer.OkAsync(call, json =>
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
        IReadOnlyList<(Person? Person, SlackBot? Bot)> all = [.. company.People.Select(person => ((Person?)person, (SlackBot?)null)), .. SlackBot.All.Select(bot => ((Person?)null, (SlackBot?)bot))];
        var page = call.Slice(all, call.Offset(call.Query("cursor"), "cursor"), call.Number("limit", 200, most: 1000));
        return SlackAnswer.OkAsync(call, json =>
        {
            json.WriteNumber("cache_ts", call.Now.ToUnixTimeSeconds());
            json.WriteStartArray("members");
            foreach (var (person, bot) in page.Items)
            {
                SlackMember.Write(json, person, bot, call.Now, withEmail: call.Who!.Scopes.Contains("users:read.email"));
            }

            json.WriteEndArray();
            SlackAnswer.Next(json, call, page);
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

        var found = rooms.Where(room => types.Contains(room.IsPrivate ? "private_channel" : "public_channel") && !(room.IsArchived && call.Query("exclude_archived") == "true")).ToList();
        var page = call.Slice(found, call.Offset(call.Query("cursor"), "cursor"), call.Number("limit", 100, most: 1000));
        return SlackAnswer.OkAsync(call, json =>
        {
            json.WriteStartArray("channels");
            foreach (var room in page.Items)
            {
                SlackMember.Write(json, room, company.People.Count(person => person.WorksAt(call.Now) && (room.Team is null || person.Team == room.Team)), company.People[0].Slack);
            }

            json.WriteEndArray();
            SlackAnswer.Next(json, call, page);
        });
    }
}
