using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cto.Connectors.Http;

/// <summary>Reads JSON that may be anything: the body of a refusal, a cursor that another version wrote.</summary>
internal static class JsonText
{
    /// <returns><see langword="null"/> when the text is none of this shape.</returns>
    public static T? Read<T>(string? text, JsonTypeInfo<T> type)
        where T : class => Read(Encoding.UTF8.GetBytes(text ?? ""), type);

    /// <returns><see langword="null"/> when the bytes are none of this shape.</returns>
    public static T? Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return utf8.IsEmpty ? null : JsonSerializer.Deserialize(utf8, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
