using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitLab;

/// <summary>The shapes that stand in many of GitLab's answers, and how it answers lists.</summary>
internal static class GitLabShapes
{
    public static string Web(Repository project) => $"https://gitlab.com/{project.GitLabPath}";

    /// <summary>To the millisecond, as GitLab writes it.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            json.WriteString(name, JsonInstants.Milliseconds(instant));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A person; <see langword="null"/> is the machine that updates packages.</summary>
    public static void User(Utf8JsonWriter json, string? name, Person? person)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        var (id, login, full) = person is null ? (GitLabGroup.Bot + 1, "project_31_bot_renovate", "Renovate") : (GitLabGroup.IdOf(person), person.GitLab, person.Name);
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("username", login);
        json.WriteString("name", full);
        json.WriteString("state", person?.LeftAt is null ? "active" : "blocked");
        json.WriteNull("avatar_url");
        json.WriteString("web_url", $"https://gitlab.com/{login}");
        json.WriteEndObject();
    }

    /// <summary>A page of a list by its number, with GitLab's headers.</summary>
    public static Task ListAsync<T>(this VendorCall call, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        var page = call.NumberedPage(all, 20);
        call.Link(page);
        var headers = call.Http.Response.Headers;
        headers["X-Page"] = Number(page.Page);
        headers["X-Per-Page"] = Number(page.Size);
        headers["X-Next-Page"] = page.HasMore ? Number(page.Loops ? page.Page : page.Page + 1) : "";
        headers["X-Prev-Page"] = page.Page > 1 ? Number(page.Page - 1) : "";
        headers["X-Total"] = Number(all.Count);
        headers["X-Total-Pages"] = Number(page.Pages);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var item in page.Items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>What changed in a span, in an order, as most of GitLab's lists are asked for it.</summary>
    public static List<T> Asked<T>(this VendorCall call, IEnumerable<T> all, Func<T, DateTimeOffset> createdAt, Func<T, DateTimeOffset> updatedAt, string order, params ReadOnlySpan<string> orders)
    {
        var (after, before) = (call.Instant("updated_after"), call.Instant("updated_before"));
        var by = call.Choice("order_by", order, orders);
        var ascending = call.Choice("sort", "desc", "asc") == "asc";
        var found = all.Where(item => createdAt(item) <= call.Now && !(updatedAt(item) < after) && !(updatedAt(item) > before))
            .OrderBy(item => by == "updated_at" ? updatedAt(item) : createdAt(item)).ToList();
        if (!ascending)
        {
            found.Reverse();
        }

        return found;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
