using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.PagerDuty;

/// <summary>Who and what is in the account.</summary>
internal sealed class PagerDutyDirectoryRoutes(PagerDutyAccount account)
{
    public Task Users(VendorCall call)
    {
        call.Only("limit", "offset", "total", "query", "team_ids[]", "include[]");
        return PagerDutyPages.AnswerAsync(call, "users", account.People(call.Now), (json, person) => User(call, json, person));
    }

    public Task Me(VendorCall call)
    {
        var person = account.Company.People.FirstOrDefault(person => person.PagerDuty == call.Who!.Account) ?? throw new Refusal(400, "This API requires a user's token") { Parameter = "token" };
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("user");
            User(call, json, person);
            json.WriteEndObject();
        });
    }

    public Task Teams(VendorCall call)
    {
        call.Only("limit", "offset", "total", "query");
        return PagerDutyPages.AnswerAsync(call, "teams", account.Teams, (json, team) =>
        {
            json.WriteStartObject();
            new PagerDutyWriter(account, json, call.Root).Self(account.TeamId(team), "team", team.Name, "teams", "teams");
            json.WriteString("name", team.Name);
            json.WriteNull("description");
            json.WriteEndObject();
        });
    }

    public Task Services(VendorCall call)
    {
        call.Only("limit", "offset", "total", "query", "team_ids[]", "time_zone", "sort_by", "include[]", "name");
        return PagerDutyPages.AnswerAsync(call, "services", account.Services, (json, service) =>
        {
            var write = new PagerDutyWriter(account, json, call.Root);
            json.WriteStartObject();
            write.Self(account.ServiceId(service), "service", service.Title, "services", "service-directory");
            json.WriteString("name", service.Title);
            json.WriteString("status", "active");
            write.Reference("escalation_policy", "escalation_policy", account.PolicyId(service.Team), $"{service.Team} escalation", "escalation_policies");
            json.WriteStartArray("teams");
            write.TeamReference(service.Team);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public Task Policies(VendorCall call)
    {
        call.Only("limit", "offset", "total", "query", "user_ids[]", "team_ids[]", "include[]", "sort_by");
        return PagerDutyPages.AnswerAsync(call, "escalation_policies", account.Teams, (json, team) => Policy(call, json, team));
    }

    private void Policy(VendorCall call, Utf8JsonWriter json, Team team)
    {
        var write = new PagerDutyWriter(account, json, call.Root);
        json.WriteStartObject();
        write.Self(account.PolicyId(team), "escalation_policy", $"{team} escalation", "escalation_policies", "escalation_policies");
        json.WriteString("name", $"{team} escalation");
        json.WriteNumber("num_loops", 2);
        json.WriteStartArray("escalation_rules");
        Rule(account.ScheduleId(team), () => write.Self(account.ScheduleId(team), "schedule_reference", $"{team} on-call", "schedules", "schedules"));
        var manager = account.Company.People.First(person => person.Team == team && person.IsManager);
        Rule(manager.PagerDuty, () => write.Self(manager.PagerDuty, "user_reference", manager.Name, "users", "users"));
        json.WriteEndArray();
        json.WriteStartArray("services");
        foreach (var service in account.Services.Where(service => service.Team == team))
        {
            json.WriteStartObject();
            write.Self(account.ServiceId(service), "service_reference", service.Title, "services", "service-directory");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("teams");
        write.TeamReference(team);
        json.WriteEndArray();
        json.WriteEndObject();

        void Rule(string id, Action target)
        {
            json.WriteStartObject();
            json.WriteString("id", $"R{id[1..]}");
            json.WriteNumber("escalation_delay_in_minutes", 5);
            json.WriteStartArray("targets");
            json.WriteStartObject();
            target();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void User(VendorCall call, Utf8JsonWriter json, Person person)
    {
        var write = new PagerDutyWriter(account, json, call.Root);
        json.WriteStartObject();
        write.Self(person.PagerDuty, "user", person.Name, "users", "users");
        json.WriteString("name", person.Name);
        json.WriteString("email", person.Email);
        json.WriteString("job_title", person.Title);
        json.WriteString("time_zone", "Europe/Berlin");
        json.WriteString("role", person.Number == 0 ? "owner" : person.IsManager ? "admin" : "user");
        json.WriteStartArray("teams");
        if (person.Team is { } team && account.Teams.Contains(team))
        {
            write.TeamReference(team);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
