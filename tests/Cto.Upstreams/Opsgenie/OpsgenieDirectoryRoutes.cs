using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Opsgenie;

/// <summary>Who and what is in the account.</summary>
internal sealed class OpsgenieDirectoryRoutes(OpsgenieAccount account)
{
    public Task Users(VendorCall call)
    {
        call.Only("limit", "offset", "sort", "order", "query");
        return OpsgeniePages.AnswerAsync(call, account.People(call.Now), (json, person) =>
        {
            json.WriteStartObject();
            json.WriteString("id", person.Id("opsgenie", 32, "0123456789abcdef"));
            json.WriteString("username", person.Email);
            json.WriteString("fullName", person.Name);
            json.WriteBoolean("blocked", false);
            json.WriteStartObject("role");
            json.WriteString("id", person.IsManager ? "Admin" : "User");
            json.WriteString("name", person.IsManager ? "Admin" : "User");
            json.WriteEndObject();
            json.WriteInstant("createdAt", person.JoinedAt);
            json.WriteEndObject();
        });
    }

    public Task Teams(VendorCall call)
    {
        call.Only();
        return OpsgeniePages.AnswerAsync(call, [account.Team], (json, team) =>
        {
            json.WriteStartObject();
            json.WriteString("id", account.Id("team", team.Name));
            json.WriteString("name", team.Name);
            json.WriteString("description", "");
            json.WriteEndObject();
        });
    }

    public Task Services(VendorCall call)
    {
        call.Only("limit", "offset", "sort", "order", "query");
        return OpsgeniePages.AnswerAsync(call, account.Services, (json, service) =>
        {
            json.WriteStartObject();
            json.WriteString("id", account.Id("service", service.Name));
            json.WriteString("name", service.Title);
            json.WriteString("teamId", account.Id("team", service.Team.Name));
            json.WriteStartArray("tags");
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
