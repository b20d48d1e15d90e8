using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.Opsgenie;

/// <summary>The schedule of the Mobile team and its timeline, with a day that nobody has taken.</summary>
internal sealed class OpsgenieScheduleRoutes(OpsgenieAccount account)
{
    private string Id => account.Id("schedule", account.Team.Name);

    public Task List(VendorCall call)
    {
        call.Only("expand");
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            json.WriteStartObject();
            Names(json);
            json.WriteString("timezone", "Europe/Berlin");
            json.WriteBoolean("enabled", true);
            json.WriteStartObject("ownerTeam");
            json.WriteString("id", account.Id("team", account.Team.Name));
            json.WriteString("name", account.Team.Name);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            End(json, "rotation");
        });
    }

    public Task OnCalls(VendorCall call)
    {
        call.Only("flat", "date");
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            json.WriteStartObject();
            json.WriteStartObject("_parent");
            Names(json);
            json.WriteEndObject();
            json.WriteStartArray("onCallRecipients");
            if (account.Company.Reliability.OnCall.At(account.Team, call.Instant("date") ?? call.Now) is { } person)
            {
                json.WriteStringValue(person.Email);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            End(json);
        });
    }

    public Task Timeline(VendorCall call)
    {
        call.Only("identifierType", "expand", "interval", "intervalUnit", "date");
        if (call.Choice("identifierType", "id", "name") == "id" ? call.Route("identifier") != Id : call.Route("identifier") != $"{account.Team.Name} on-call")
        {
            throw Refusal.NotFound("Schedule not found");
        }

        var from = call.Instant("date") ?? call.Now;
        var until = call.Choice("intervalUnit", "weeks", "days", "months") switch
        {
            "days" => from.AddDays(call.Number("interval", 1)),
            "months" => from.AddMonths(call.Number("interval", 1)),
            _ => from.AddDays(7 * call.Number("interval", 1)),
        };
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteStartObject("_parent");
            Names(json);
            json.WriteEndObject();
            json.WriteInstant("startDate", from);
            json.WriteInstant("endDate", until);
            json.WriteStartObject("finalTimeline");
            json.WriteStartArray("rotations");
            json.WriteStartObject();
            json.WriteString("id", account.Id("rotation", account.Team.Name));
            json.WriteString("name", "Weekly");
            json.WriteStartArray("periods");
            foreach (var shift in account.Company.Reliability.OnCall.Shifts(account.Team, from, until))
            {
                Write(json, shift, from, until, call.Now);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            End(json, "base", "forwarding", "override");
        });
    }

    private static void Write(Utf8JsonWriter json, Shift shift, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteInstant("startDate", shift.From < from ? from : shift.From);
        json.WriteInstant("endDate", shift.Until > until ? until : shift.Until);
        json.WriteString("type", shift.Until <= now ? "historical" : shift.IsOverride ? "override" : "default");
        json.WriteStartObject("recipient");
        json.WriteString("type", "user");
        json.WriteString("id", shift.Person.Id("opsgenie", 32, "0123456789abcdef"));
        json.WriteString("name", shift.Person.Email);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Names(Utf8JsonWriter json)
    {
        json.WriteString("id", Id);
        json.WriteString("name", $"{account.Team.Name} on-call");
    }

    private static void End(Utf8JsonWriter json, params ReadOnlySpan<string> expandable)
    {
        json.WriteStartArray("expandable");
        foreach (var name in expandable)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteNumber("took", 0.01);
        json.WriteString("requestId", "acme-demo");
        json.WriteEndObject();
    }
}
