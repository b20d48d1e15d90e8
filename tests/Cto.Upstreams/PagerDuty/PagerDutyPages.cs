using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.PagerDuty;

/// <summary>PagerDuty's paging: by offset, with <c>more</c>, and no further than ten thousand.</summary>
internal static class PagerDutyPages
{
    private const int Cap = 10_000;

    public static Task AnswerAsync<T>(VendorCall call, string name, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        var (limit, offset) = (call.Number("limit", 25, most: 100), call.Number("offset", 0));
        if (offset + limit > Cap)
        {
            throw Refusal.Bad("offset", "and limit together cannot exceed 10000");
        }

        var page = call.Slice(all, offset, limit);
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray(name);
            foreach (var item in page.Items)
            {
                write(json, item);
            }

            json.WriteEndArray();
            json.WriteNumber("limit", limit);
            json.WriteNumber("offset", offset);
            json.WriteBoolean("more", page.HasMore);
            if (call.Query("total") == "true")
            {
                json.WriteNumber("total", all.Count);
            }
            else
            {
                json.WriteNull("total");
            }

            json.WriteEndObject();
        });
    }
}
