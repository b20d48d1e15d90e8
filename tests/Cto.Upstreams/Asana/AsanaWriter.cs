using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Planning;

namespace Cto.Upstreams.Asana;

/// <summary>Writes campaigns as Asana does: id and type of a thing always, everything else when it is asked for.</summary>
/// <param name="fields">What <c>opt_fields</c> asked for.</param>
internal sealed class AsanaWriter(Utf8JsonWriter json, AsanaDesk desk, DateTimeOffset now, IReadOnlySet<string> fields)
{
    public void Project(Campaign campaign)
    {
        Begin(campaign.Gid, "project");
        Text("name", campaign.Name);
        Flag("archived", campaign.Archived);
        Text("permalink_url", $"https://app.asana.com/0/{campaign.Gid}");
        Named("team", "team", "1208000000000001", campaign.Owner.Team!.Name);
        Named("owner", "user", campaign.Owner.Asana, campaign.Owner.Name);
        Instant("modified_at", Modified(campaign));
        json.WriteEndObject();
    }

    public void Task(Campaign campaign, CampaignTask task)
    {
        var completed = task.CompletedAt(now);
        Begin(task.Gid, "task");
        Text("name", task.Name);
        Text("notes", desk.Notes(task));
        Text("resource_subtype", "default_task");
        Flag("completed", completed is not null);
        Instant("completed_at", completed);
        Instant("created_at", task.CreatedAt);
        Instant("modified_at", task.ModifiedAt(now));
        Text("due_on", task.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Instant("due_at", null);
        Text("permalink_url", $"https://app.asana.com/0/{campaign.Gid}/{task.Gid}");
        Named("assignee", "user", task.Assignee.Asana, task.Assignee.Name);
        Empty("parent");
        Memberships(campaign, task);
        List("tags", []);
        CustomFields(task);
        List("dependencies", task.DependsOn is { } other ? [other] : []);
        List("dependents", campaign.Tasks.Where(known => known.DependsOn == task && known.CreatedAt <= now));
        json.WriteEndObject();
    }

    public void Story(CampaignTask task, CampaignStep step)
    {
        Begin(step.Gid, "story");
        Text("resource_subtype", Subtype(step));
        Instant("created_at", step.At);
        Text("text", step.Kind is StepKind.Commented ? step.To! : step.Kind.ToString());
        Named("created_by", "user", task.Assignee.Asana, task.Assignee.Name);
        if (step.Kind is StepKind.Assigned)
        {
            Named("assignee", "user", task.Assignee.Asana, task.Assignee.Name);
        }

        if (step.Kind is StepKind.Moved)
        {
            Named("old_section", "section", Section(step.From!), step.From!);
            Named("new_section", "section", Section(step.To!), step.To!);
        }

        json.WriteEndObject();
    }

    /// <summary>The kind of story that tells of a step.</summary>
    public static string Subtype(CampaignStep step) => step.Kind switch { StepKind.Assigned => "assigned", StepKind.Moved => "section_changed", StepKind.Completed => "marked_complete", _ => "comment_added" };

    public static string Section(string name) => string.Create(CultureInfo.InvariantCulture, $"12070000000000{Array.IndexOf(CampaignGrowth.Sections, name) + 1:D2}");

    private static DateTimeOffset Modified(Campaign campaign) => campaign.Tasks.Min(task => task.CreatedAt);

    private void Begin(string gid, string type)
    {
        json.WriteStartObject();
        json.WriteString("gid", gid);
        json.WriteString("resource_type", type);
    }

    private void Memberships(Campaign campaign, CampaignTask task)
    {
        if (!Wants("memberships"))
        {
            return;
        }

        json.WriteStartArray("memberships");
        json.WriteStartObject();
        Plain("project", campaign.Gid, "project", fields.Contains("memberships.project.name") ? campaign.Name : null);
        Plain("section", Section(task.Section(now)), "section", fields.Contains("memberships.section.name") ? task.Section(now) : null);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void CustomFields(CampaignTask task)
    {
        if (!Wants("custom_fields"))
        {
            return;
        }

        json.WriteStartArray("custom_fields");
        json.WriteStartObject();
        json.WriteString("gid", "1206000000000001");
        json.WriteString("resource_type", "custom_field");
        json.WriteString("name", "Story points");
        if (task.Points is { } points)
        {
            json.WriteNumber("number_value", points);
            json.WriteString("display_value", points.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull("number_value");
            json.WriteNull("display_value");
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void List(string name, IEnumerable<CampaignTask> tasks)
    {
        if (!Wants(name))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var task in tasks)
        {
            json.WriteStartObject();
            json.WriteString("gid", task.Gid);
            json.WriteString("resource_type", "task");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Named(string field, string type, string gid, string name)
    {
        if (Wants(field))
        {
            Plain(field, gid, type, fields.Contains($"{field}.name") ? name : null);
        }
    }

    private void Plain(string field, string gid, string type, string? name)
    {
        json.WriteStartObject(field);
        json.WriteString("gid", gid);
        json.WriteString("resource_type", type);
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteEndObject();
    }

    private void Text(string field, string text)
    {
        if (Wants(field))
        {
            json.WriteString(field, text);
        }
    }

    private void Flag(string field, bool flag)
    {
        if (Wants(field))
        {
            json.WriteBoolean(field, flag);
        }
    }

    private void Empty(string field)
    {
        if (Wants(field))
        {
            json.WriteNull(field);
        }
    }

    private void Instant(string field, DateTimeOffset? at)
    {
        if (Wants(field))
        {
            json.WriteString(field, at is { } instant ? JsonInstants.Milliseconds(instant) : null);
        }
    }

    private bool Wants(string field) => fields.Contains(field) || fields.Any(wanted => wanted.StartsWith($"{field}.", StringComparison.Ordinal));
}
