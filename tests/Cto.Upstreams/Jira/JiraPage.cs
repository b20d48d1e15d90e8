using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Jira;

/// <summary>Writes a page of a list by offset.</summary>
internal static class JiraPage
{
    public static void Write<T>(Utf8JsonWriter json, Slice<T> page, Action<T> write)
    {
        json.WriteStartObject();
        json.WriteNumber("maxResults", page.Size);
        json.WriteNumber("startAt", page.Offset);
        json.WriteNumber("total", page.Total);
        json.WriteBoolean("isLast", !page.HasMore);
        json.WriteStartArray("values");
        foreach (var item in page.Items)
        {
            write(item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
