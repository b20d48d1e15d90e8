using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Slack;

/// <summary>The events that Slack sends: who joins, goes on leave or leaves, and new channels.</summary>
internal sealed class SlackHooks(Company company, IReadOnlyList<SlackRoom> rooms)
{
    /// <summary>What Slack sends when it tries an address, before it sends anything else.</summary>
    public static SimulatedWebhook Challenge(DateTimeOffset at, string challenge) => SimulatedWebhook.Of(at, "url_verification", json =>
    {
        json.WriteString("token", "deprecated");
        json.WriteString("challenge", challenge);
        json.WriteString("type", "url_verification");
    });

    public IEnumerable<SimulatedWebhook> In(WebhookSpan span) => company.People.SelectMany(Turns).Where(turn => span.Has(turn.At))
        .Select(turn => Event(turn.Event, turn.At, turn.Person.Slack, json =>
        {
            json.WritePropertyName("user");
            SlackMember.Write(json, turn.Person, null, turn.At, withEmail: true);
        }))
        .Concat(rooms.Where(room => span.Has(room.CreatedAt) && !room.IsPrivate).Select(room => Event("channel_created", room.CreatedAt, room.Id, json =>
        {
            json.WriteStartObject("channel");
            json.WriteString("id", room.Id);
            json.WriteString("name", room.Name);
            json.WriteNumber("created", room.CreatedAt.ToUnixTimeSeconds());
            json.WriteString("creator", company.People[0].Slack);
            json.WriteEndObject();
        })));

    private static IEnumerable<(Person Person, string Event, DateTimeOffset At)> Turns(Person person)
    {
        yield return (person, "team_join", person.JoinedAt);
        foreach (var at in new[] { person.OnLeaveSince, person.LeftAt }.OfType<DateTimeOffset>())
        {
            yield return (person, "user_change", at);
        }
    }

    private SimulatedWebhook Event(string name, DateTimeOffset at, string about, Action<Utf8JsonWriter> write) => SimulatedWebhook.Of(at, name, json =>
    {
        json.WriteString("token", "deprecated");
        json.WriteString("team_id", SlackOAuth.Workspace);
        json.WriteString("api_app_id", SlackOAuth.App);
        json.WriteStartObject("event");
        json.WriteString("type", name);
        write(json);
        json.WriteString("event_ts", string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.000100"));
        json.WriteEndObject();
        json.WriteString("type", "event_callback");
        json.WriteString("event_id", $"Ev{company.Dice("slack/event", name, about).Text(9, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")}");
        json.WriteNumber("event_time", at.ToUnixTimeSeconds());
    });
}
