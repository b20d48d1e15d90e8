using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Insights;

/// <summary>Answers as bytes, for the way from one node to another: each by the type information of its own record, under the version of this form.</summary>
public static class InsightReplyJson
{
    /// <summary>Goes up when a node of the version before could not read what this one writes.</summary>
    public const int Form = 1;

    private static readonly JsonSerializerOptions Options = Make();

    /// <param name="reply">The answer of the insight.</param>
    /// <param name="insight">Whose <see cref="InsightDescriptor.Answer"/> it holds.</param>
    public static byte[] Write(InsightReply reply, InsightDescriptor insight)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Form);
            if (reply.Answer is null)
            {
                json.WriteNullValue();
            }
            else
            {
                JsonSerializer.Serialize(json, reply.Answer, Options.GetTypeInfo(insight.Answer));
            }

            JsonSerializer.Serialize(json, reply with { Answer = null }, Options);
            json.WriteEndArray();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <returns><see langword="null"/> when a node of another version wrote it in a form that this one does not know.</returns>
    public static InsightReply? Read(ReadOnlySpan<byte> bytes, InsightDescriptor insight)
    {
        var json = new Utf8JsonReader(bytes);
        json.Read();
        json.Read();
        if (json.GetInt32() != Form)
        {
            return null;
        }

        try
        {
            json.Read();
            var answer = JsonSerializer.Deserialize(ref json, Options.GetTypeInfo(insight.Answer));
            json.Read();
            return JsonSerializer.Deserialize<InsightReply>(ref json, Options)! with { Answer = answer };
        }
        catch (JsonException)
        {
            // The same form around an answer whose record has changed since.
            return null;
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(), new EvidenceValueConverter() }, IgnoreReadOnlyProperties = true };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>What rows of evidence hold: plain JSON where it tells the type by itself, an object with one member where it does not.</summary>
    private sealed class EvidenceValueConverter : JsonConverter<object>
    {
        private const string Instant = "at";
        private const string Day = "day";
        private const string Exact = "exact";

        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return Value(document.RootElement);
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case sbyte or short or int or long:
                    writer.WriteNumberValue(Convert.ToInt64(value, null));
                    break;
                case double number when double.IsFinite(number):
                    writer.WriteNumberValue(number);
                    break;
                case decimal number:
                    WriteAs(writer, Exact, number.ToString(CultureInfo.InvariantCulture));
                    break;
                case DateTimeOffset instant:
                    WriteAs(writer, Instant, instant.ToString("O", CultureInfo.InvariantCulture));
                    break;
                case DateOnly day:
                    WriteAs(writer, Day, day.ToString("O", CultureInfo.InvariantCulture));
                    break;
                case System.Collections.IEnumerable many:
                    writer.WriteStartArray();
                    foreach (var one in many)
                    {
                        writer.WriteStringValue(one?.ToString());
                    }

                    writer.WriteEndArray();
                    break;
                default:
                    writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }

        private static void WriteAs(Utf8JsonWriter writer, string type, string value)
        {
            writer.WriteStartObject();
            writer.WriteString(type, value);
            writer.WriteEndObject();
        }

        private static object? Value(JsonElement json) => json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => json.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
            JsonValueKind.Array => json.EnumerateArray().Select(one => one.GetString()).ToArray(),
            _ => Typed(json.EnumerateObject().First()),
        };

        private static object Typed(JsonProperty typed) => typed.Name switch
        {
            Instant => DateTimeOffset.Parse(typed.Value.GetString()!, CultureInfo.InvariantCulture),
            Day => DateOnly.Parse(typed.Value.GetString()!, CultureInfo.InvariantCulture),
            Exact => decimal.Parse(typed.Value.GetString()!, CultureInfo.InvariantCulture),
            _ => throw new JsonException($"Evidence holds no '{typed.Name}'."),
        };
    }
}
