using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Insights.Storage;

/// <summary>How values are written into jsonb columns: as the API writes them.</summary>
public static class StoreJson
{
    /// <summary>The options, for every column alike.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
}
