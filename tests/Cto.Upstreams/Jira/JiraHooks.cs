using System.Text.Json;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Jira;

/// <summary>What Jira tells by webhook: issues with what changed of them, their links, and sprints.</summary>
internal sealed class JiraHooks(Company company, JiraDesk desk)
{
    private const string Site = "https://acme.atlassian.net";

    public IEnumerable<SimulatedWebhook> In(WebhookSpan span) =>
        desk.Items(span.Until).SelectMany(item => Issue(item, span)).Concat(company.Planning.AllOfSprints.SelectMany(sprint => Sprint(sprint, span)));

    public static IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret) =>
    [
        new("X-Hub-Signature", $"sha256={WebhookHash.HexSha256(secret, webhook.Body.Span)}"),
        new("X-Atlassian-Webhook-Identifier", Dice.For(0, "jira/webhook", WebhookHash.HexSha256("", webhook.Body.Span)).Uuid()),
    ];

    private IEnumerable<SimulatedWebhook> Issue(PlannedItem item, WebhookSpan span)
    {
        if (span.Has(item.CreatedAt))
        {
            yield return Hook("jira:issue_created", item.CreatedAt, json => Issue(json, item, item.CreatedAt, item.Reporter, "issue_created"));
        }

        // What was set when it was created came with it.
        foreach (var (change, index) in item.Changes.Select((change, index) => (change, index)).Where(entry => entry.change.At > item.CreatedAt && span.Has(entry.change.At)))
        {
            if (change.Field is ItemField.Link)
            {
                yield return Linked(item, item.BlockedBy!, change.At);
            }

            yield return Hook("jira:issue_updated", change.At, json =>
            {
                Issue(json, item, change.At, change.Author, change.Field switch { ItemField.Status => "issue_generic", ItemField.Assignee => "issue_assigned", _ => "issue_updated" });
                json.WritePropertyName("changelog");
                new JiraHistoryWriter(json, company, Site, change.At).Told(item, change, index);
            });
        }
    }

    private static IEnumerable<(string Event, DateTimeOffset At)> Turns(PlannedSprint sprint) =>
        [("sprint_created", sprint.CreatedAt), ("sprint_started", sprint.StartsAt), ("sprint_closed", sprint.ClosedAt)];

    private IEnumerable<SimulatedWebhook> Sprint(PlannedSprint sprint, WebhookSpan span) => Turns(sprint).Where(turn => span.Has(turn.At)).Select(turn => Hook(turn.Event, turn.At, json =>
    {
        json.WritePropertyName("sprint");
        new JiraWriter(json, company, Site, turn.At).Sprint(sprint, asField: false);
    }));

    private static SimulatedWebhook Linked(PlannedItem item, PlannedItem blocker, DateTimeOffset at) => Hook("issuelink_created", at, json =>
    {
        json.WriteStartObject("issueLink");
        json.WriteNumber("id", item.Id);
        json.WriteNumber("sourceIssueId", blocker.Id);
        json.WriteNumber("destinationIssueId", item.Id);
        json.WriteStartObject("issueLinkType");
        json.WriteNumber("id", 10000);
        json.WriteString("name", "Blocks");
        json.WriteString("outwardName", "blocks");
        json.WriteString("inwardName", "is blocked by");
        json.WriteBoolean("isSubTaskLinkType", false);
        json.WriteBoolean("isSystemLinkType", false);
        json.WriteEndObject();
        json.WriteBoolean("systemLink", false);
        json.WriteEndObject();
    });

    private void Issue(Utf8JsonWriter json, PlannedItem item, DateTimeOffset at, Person by, string type)
    {
        json.WriteString("issue_event_type_name", type);
        json.WritePropertyName("user");
        new JiraWriter(json, company, Site, at).User(by);
        json.WritePropertyName("issue");
        new JiraIssueWriter(json, company, desk, Site, at).Write(item, null, withHistory: false);
    }

    private static SimulatedWebhook Hook(string name, DateTimeOffset at, Action<Utf8JsonWriter> write) => SimulatedWebhook.Of(at, name, json =>
    {
        json.WriteNumber("timestamp", at.ToUnixTimeMilliseconds());
        json.WriteString("webhookEvent", name);
        write(json);
    });
}
