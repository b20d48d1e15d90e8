using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Insights.Storage;

/// <summary>How values are written into jsonb columns: as the API writes them.</summary>
internal static class StoreJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
}
