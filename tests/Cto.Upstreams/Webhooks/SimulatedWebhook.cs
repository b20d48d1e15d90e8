using System.Buffers;
using System.Text.Json;

namespace Cto.Upstreams.Webhooks;

/// <summary>Something that a vendor tells by webhook.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Event">The vendor's name for it.</param>
/// <param name="Body">As it is sent.</param>
internal sealed record SimulatedWebhook(DateTimeOffset At, string Event, ReadOnlyMemory<byte> Body)
{
    /// <summary>The content type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>One whose body is a JSON object with the properties that are written.</summary>
    public static SimulatedWebhook Of(DateTimeOffset at, string name, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new(at, name, body.WrittenMemory);
    }
}
