using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Slack;

/// <summary>The shape that all answers of Slack share.</summary>
internal static class SlackAnswer
{
    public static Task OkAsync(VendorCall call, Action<Utf8JsonWriter> write) => call.JsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", true);
        write(json);
        json.WriteEndObject();
    });

    public static void Next<T>(Utf8JsonWriter json, VendorCall call, Slice<T> page)
    {
        json.WriteStartObject("response_metadata");
        json.WriteString("next_cursor", call.NextToken(page) ?? "");
        json.WriteEndObject();
    }

    public static Refusal Wrong(string error) => new(400, error) { Parameter = error };
}
