using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Grains;

/// <summary>How states of grains are written as JSON, in both editions.</summary>
internal static class GrainStateJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Names, so that an enum may be reordered; and jsonb keeps keys in its own order, so type discriminators may stand anywhere.
        Converters = { new JsonStringEnumConverter() },
        AllowOutOfOrderMetadataProperties = true,
    };
}
