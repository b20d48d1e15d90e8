using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.PagerDuty;

/// <summary>Rotations, rendered for a span of time.</summary>
internal sealed class PagerDutyScheduleRoutes(PagerDutyAccount account)
{
    public Task List(VendorCall call)
    {
        call.Only("limit", "offset", "total", "query", "include[]", "time_zone", "include_next_oncall_for_user", "since", "until", "team_ids[]");
        var include = call.Choice("include[]", "", "schedule_layers", "overrides_subschedule", "final_schedule");
        var (since, until) = Range(call);
        return PagerDutyPages.AnswerAsync(call, "schedules", account.Teams, (json, team) => Write(call, json, team, since, until, overflow: false, include is "final_schedule", include is "overrides_subschedule"));
    }

    public Task One(VendorCall call)
    {
        call.Only("time_zone", "since", "until", "overflow", "include_next_oncall_for_user");
        var team = account.Teams.FirstOrDefault(team => account.ScheduleId(team) == call.Route("id")) ?? throw Refusal.NotFound("Schedule Not Found");
        var (since, until) = Range(call);
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("schedule");
            Write(call, json, team, since, until, call.Query("overflow") == "true", withFinal: true, withOverrides: true);
            json.WriteEndObject();
        });
    }

    public Task OnCalls(VendorCall call)
    {
        call.Only("time_zone", "limit", "offset", "total", "include[]", "user_ids[]", "escalation_policy_ids[]", "schedule_ids[]", "since", "until", "earliest");
        var (since, until) = (call.Instant("since") ?? call.Now, call.Instant("until") ?? call.Now.AddSeconds(1));
        var shifts = account.Teams.SelectMany(team => account.Company.Reliability.OnCall.Shifts(team, since, until).Select(shift => (Team: team, Shift: shift))).ToList();
        return PagerDutyPages.AnswerAsync(call, "oncalls", shifts, (json, duty) =>
        {
            var write = new PagerDutyWriter(account, json, call.Root);
            json.WriteStartObject();
            write.Person("user", duty.Shift.Person);
            write.Reference("schedule", "schedule", account.ScheduleId(duty.Team), $"{duty.Team} on-call", "schedules");
            write.Reference("escalation_policy", "escalation_policy", account.PolicyId(duty.Team), $"{duty.Team} escalation", "escalation_policies");
            json.WriteNumber("escalation_level", 1);
            json.WriteInstant("start", duty.Shift.From);
            json.WriteInstant("end", duty.Shift.Until);
            json.WriteEndObject();
        });
    }

    private static (DateTimeOffset? Since, DateTimeOffset? Until) Range(VendorCall call)
    {
        var (since, until) = (call.Instant("since"), call.Instant("until"));
        return (since ?? until?.AddDays(-14), until ?? since?.AddDays(14));
    }

    private void Write(VendorCall call, Utf8JsonWriter json, Team team, DateTimeOffset? since, DateTimeOffset? until, bool overflow, bool withFinal, bool withOverrides)
    {
        var write = new PagerDutyWriter(account, json, call.Root);
        var rendered = since is { } from && until is { } to ? account.Company.Reliability.OnCall.Shifts(team, from, to).Select(shift => overflow ? shift : Cut(shift, from, to)).ToList() : null;
        json.WriteStartObject();
        write.Self(account.ScheduleId(team), "schedule", $"{team} on-call", "schedules", "schedules");
        json.WriteString("name", $"{team} on-call");
        json.WriteString("time_zone", "Europe/Berlin");
        json.WriteString("description", $"Who answers for {team}, a week each.");
        json.WriteStartArray("teams");
        write.TeamReference(team);
        json.WriteEndArray();
        if (withFinal)
        {
            Rendered("final_schedule", "Final Schedule", rendered);
        }

        if (withOverrides)
        {
            Rendered("overrides_subschedule", "Overrides", rendered?.Where(shift => shift.IsOverride).ToList());
        }

        json.WriteEndObject();

        void Rendered(string name, string title, List<Shift>? shifts)
        {
            json.WriteStartObject(name);
            json.WriteString("name", title);
            json.WriteStartArray("rendered_schedule_entries");
            foreach (var shift in shifts ?? [])
            {
                json.WriteStartObject();
                json.WriteInstant("start", shift.From);
                json.WriteInstant("end", shift.Until);
                write.Person("user", shift.Person);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static Shift Cut(Shift shift, DateTimeOffset from, DateTimeOffset until) =>
        shift with { From = shift.From < from ? from : shift.From, Until = shift.Until > until ? until : shift.Until };
}
