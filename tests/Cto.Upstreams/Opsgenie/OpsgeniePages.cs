using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Opsgenie;

/// <summary>Opsgenie's paging by offset, with the address of the next page in the body, and its search by time.</summary>
internal static partial class OpsgeniePages
{
    private const int Cap = 20_000;

    public static Task AnswerAsync<T>(VendorCall call, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        var (limit, offset) = (call.Number("limit", 20, most: 100), call.Number("offset", 0));
        if (offset + limit > Cap)
        {
            throw new Refusal(422, "Sum of offset and limit should be lower than 20000");
        }

        var page = call.Slice(all, offset, limit);
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var item in page.Items)
            {
                write(json, item);
            }

            json.WriteEndArray();
            json.WriteStartObject("paging");
            if (page.HasMore)
            {
                json.WriteString("next", call.PageAddress("offset", page.Next.ToString(CultureInfo.InvariantCulture)));
            }

            json.WriteString("first", call.PageAddress("offset", "0"));
            json.WriteEndObject();
            json.WriteNumber("took", 0.012);
            json.WriteString("requestId", "acme-demo");
            json.WriteEndObject();
        });
    }

    /// <summary>The span that a query asks for; all time without one.</summary>
    /// <exception cref="Refusal">It is none that is understood here.</exception>
    public static (DateTimeOffset From, DateTimeOffset Until) Range(VendorCall call) => call.Query("query") switch
    {
        null => (DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
        var text when Between().Match(text) is { Success: true } match =>
            (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))),
        var other => throw new Refusal(422, $"Query could not be parsed: {other}") { Parameter = "query" },
    };

    [GeneratedRegex(@"^createdAt >= (\d{12,14}) AND createdAt < (\d{12,14})$")]
    private static partial Regex Between();
}
