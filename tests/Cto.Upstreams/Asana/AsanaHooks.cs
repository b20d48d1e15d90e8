using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Asana;

/// <summary>What Asana tells by webhook: which tasks and stories were added or changed, and never how they look.</summary>
internal sealed class AsanaHooks(Company company, AsanaDesk desk)
{
    public IEnumerable<SimulatedWebhook> In(WebhookSpan span) => company.Planning.Campaigns
        .Where(campaign => !campaign.Archived)
        .SelectMany(campaign => desk.Tasks(campaign, span.Until).SelectMany(task => Of(campaign, task, span)));

    private IEnumerable<SimulatedWebhook> Of(Campaign campaign, CampaignTask task, WebhookSpan span)
    {
        if (span.Has(task.CreatedAt))
        {
            yield return Events(task.CreatedAt, json => Event(json, task, task.CreatedAt, "added", Task(task), ("project", campaign.Gid, null)));
        }

        foreach (var step in desk.Steps(task, span.Until).Where(step => span.Has(step.At)))
        {
            yield return Events(step.At, json =>
            {
                Change(json, task, step);
                Event(json, task, step.At, "added", ("story", step.Gid, AsanaWriter.Subtype(step)), Task(task));
            });
        }
    }

    private static void Change(Utf8JsonWriter json, CampaignTask task, CampaignStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Moved:
                Event(json, task, step.At, "removed", Task(task), ("section", AsanaWriter.Section(step.From!), null));
                Event(json, task, step.At, "added", Task(task), ("section", AsanaWriter.Section(step.To!), null));
                break;
            case StepKind.Assigned:
                Event(json, task, step.At, "changed", Task(task), null, "assignee");
                break;
            case StepKind.Completed:
                Event(json, task, step.At, "changed", Task(task), null, "completed");
                break;
        }
    }

    private static (string Type, string Gid, string? Subtype) Task(CampaignTask task) => ("task", task.Gid, "default_task");

    private static SimulatedWebhook Events(DateTimeOffset at, Action<Utf8JsonWriter> write) => SimulatedWebhook.Of(at, "events", json =>
    {
        json.WriteStartArray("events");
        write(json);
        json.WriteEndArray();
    });

    private static void Event(
        Utf8JsonWriter json, CampaignTask task, DateTimeOffset at, string action, (string Type, string Gid, string? Subtype) resource, (string Type, string Gid, string? Subtype)? parent, string? field = null)
    {
        json.WriteStartObject();
        Resource(json, "user", ("user", task.Assignee.Asana, null));
        json.WriteString("created_at", JsonInstants.Milliseconds(at));
        json.WriteString("action", action);
        Resource(json, "resource", resource);
        if (parent is { } known)
        {
            Resource(json, "parent", known);
        }
        else
        {
            json.WriteNull("parent");
        }

        if (field is not null)
        {
            json.WriteStartObject("change");
            json.WriteString("field", field);
            json.WriteString("action", "changed");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Resource(Utf8JsonWriter json, string name, (string Type, string Gid, string? Subtype) resource)
    {
        json.WriteStartObject(name);
        json.WriteString("gid", resource.Gid);
        json.WriteString("resource_type", resource.Type);
        if (resource.Subtype is { } subtype)
        {
            json.WriteString("resource_subtype", subtype);
        }

        json.WriteEndObject();
    }
}
