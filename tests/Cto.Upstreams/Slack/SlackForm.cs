using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Slack;

/// <summary>What Slack's methods are given: forms, with JSON in some of their fields.</summary>
internal static class SlackForm
{
    public static async Task<Dictionary<string, string>> ReadAsync(VendorCall call)
    {
        var form = call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : throw SlackAnswer.Wrong("invalid_form_data");
        return form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) is { Count: > 0 } given ? new Dictionary<string, string>(given, StringComparer.Ordinal) : throw SlackAnswer.Wrong("invalid_arguments");
    }

    public static JsonElement? Json(Dictionary<string, string> form, string name)
    {
        try
        {
            return form.TryGetValue(name, out var text) ? JsonDocument.Parse(text).RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            throw SlackAnswer.Wrong($"invalid_{name}");
        }
    }
}
