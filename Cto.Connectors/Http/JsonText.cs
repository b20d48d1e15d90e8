using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cto.Connectors.Http;

/// <summary>Reads JSON that may be anything: the body of a refusal, a cursor that another version wrote.</summary>
internal static class JsonText
{
    /// <returns><see langword="null"/> when the text is none of this shape.</returns>
    public static T? Read<T>(string? text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
