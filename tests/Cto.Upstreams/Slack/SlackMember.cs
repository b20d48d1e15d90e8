using System.Text.Json;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.World;

namespace Cto.Upstreams.Slack;

/// <summary>Writes members and channels as Slack does.</summary>
internal static class SlackMember
{
    public static void Write(Utf8JsonWriter json, Person? person, SlackBot? bot, DateTimeOffset now, bool withEmail)
    {
        var left = person?.LeftAt <= now;
        var owner = person?.Number == 0;
        var admin = owner || person is { IsManager: true, Team.Name: "Platform" or "Internal Tools" };
        json.WriteStartObject();
        json.WriteString("id", person?.Slack ?? bot!.Id);
        json.WriteString("team_id", SlackOAuth.Workspace);
        json.WriteString("name", person?.Mailbox ?? bot!.Name);
        json.WriteBoolean("deleted", left);
        if (!left)
        {
            // A member that was deactivated loses its name's colour, its zone and its rights.
            json.WriteString("color", "4bbe2e");
            json.WriteString("real_name", person?.Name ?? bot!.Name);
            json.WriteString("tz_label", "Central European Time");
            json.WriteNumber("tz_offset", 3600);
            json.WriteBoolean("is_admin", admin);
            json.WriteBoolean("is_owner", owner);
            json.WriteBoolean("is_primary_owner", owner);
            json.WriteBoolean("is_restricted", false);
            json.WriteBoolean("is_ultra_restricted", false);
        }

        json.WriteBoolean("is_bot", bot is not null);
        json.WriteBoolean("is_app_user", false);
        json.WriteNumber("updated", Updated(person, left, now).ToUnixTimeSeconds());
        Profile(json, person, bot, person?.IsOnLeaveAt(now) == true, withEmail);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, SlackRoom room, int members, string creator)
    {
        json.WriteStartObject();
        json.WriteString("id", room.Id);
        json.WriteString("name", room.Name);
        json.WriteString("name_normalized", room.Name);
        json.WriteBoolean("is_channel", !room.IsPrivate);
        json.WriteBoolean("is_group", room.IsPrivate);
        json.WriteBoolean("is_im", false);
        json.WriteBoolean("is_mpim", false);
        json.WriteBoolean("is_private", room.IsPrivate);
        json.WriteBoolean("is_archived", room.IsArchived);
        json.WriteBoolean("is_general", room.Name == "general");
        json.WriteBoolean("is_member", !room.IsPrivate);
        json.WriteBoolean("is_shared", false);
        json.WriteBoolean("is_org_shared", false);
        json.WriteBoolean("is_ext_shared", false);
        json.WriteNumber("created", room.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("creator", creator);
        json.WriteNumber("unlinked", 0);
        json.WriteNumber("num_members", room.IsArchived ? 0 : members);
        Note(json, "topic", room.Topic, creator, room.CreatedAt);
        Note(json, "purpose", "", "", DateTimeOffset.UnixEpoch);
        json.WriteStartArray("previous_names");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static DateTimeOffset Updated(Person? person, bool left, DateTimeOffset now) =>
        person is null ? DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) : left ? person.LeftAt!.Value : person.OnLeaveSince <= now ? person.OnLeaveSince.Value : person.JoinedAt;

    private static void Profile(Utf8JsonWriter json, Person? person, SlackBot? bot, bool away, bool withEmail)
    {
        json.WriteStartObject("profile");
        json.WriteString("real_name", person?.Name ?? bot!.Name);
        json.WriteString("real_name_normalized", person?.Name ?? bot!.Name);
        json.WriteString("display_name", person?.GivenName ?? bot!.Name);
        json.WriteString("display_name_normalized", person?.GivenName ?? bot!.Name);
        json.WriteString("title", person?.Title ?? "");
        json.WriteString("phone", "");
        json.WriteString("skype", "");
        json.WriteString("avatar_hash", "g0acme");
        foreach (var size in (int[])[24, 32, 48, 72, 192, 512])
        {
            json.WriteString($"image_{size}", $"https://avatars.acme.example/{size}.png");
        }

        json.WriteString("status_text", away ? "On leave" : "");
        json.WriteString("status_emoji", away ? ":palm_tree:" : "");
        json.WriteNumber("status_expiration", 0);
        json.WriteString("team", SlackOAuth.Workspace);
        if (withEmail && person is not null)
        {
            json.WriteString("email", person.Email);
        }

        json.WriteEndObject();
    }

    private static void Note(Utf8JsonWriter json, string name, string value, string creator, DateTimeOffset at)
    {
        json.WriteStartObject(name);
        json.WriteString("value", value);
        json.WriteString("creator", value.Length > 0 ? creator : "");
        json.WriteNumber("last_set", value.Length > 0 ? at.ToUnixTimeSeconds() : 0);
        json.WriteEndObject();
    }
}
