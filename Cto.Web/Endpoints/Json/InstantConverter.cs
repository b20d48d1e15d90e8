using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Web.Endpoints.Json;

/// <summary>Instants as ISO 8601 in UTC with <c>Z</c>; what is read must say its zone.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("An instant is a text such as 2026-01-31T12:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);

    /// <summary>Reads an instant that says its zone.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: >= 17 and <= 40 } && HasZone(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out instant);
    }

    private static bool HasZone(string text) => text[10] == 'T' && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 10);
}
