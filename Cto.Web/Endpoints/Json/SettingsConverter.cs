using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Domain.Sources;

namespace Cto.Web.Endpoints.Json;

/// <summary>Settings as a plain object of texts.</summary>
internal sealed class SettingsConverter : JsonConverter<SourceSettings>
{
    public override SourceSettings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, SourceSettings value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Values, options);
}
