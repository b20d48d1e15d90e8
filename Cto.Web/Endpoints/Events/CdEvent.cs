using System.Globalization;
using System.Text.Json;
using Cto.Web.Endpoints.Json;

namespace Cto.Web.Endpoints.Events;

/// <summary>One CDEvents event, of any version, out of its CloudEvents envelope.</summary>
/// <param name="Id">Unique within the source.</param>
/// <param name="Subject">What it is about: <c>service</c>, <c>change</c>, <c>incident</c>, …</param>
/// <param name="Predicate">What happened to it: <c>deployed</c>, …</param>
/// <param name="SubjectId">Which one.</param>
/// <param name="Content">The subject's content.</param>
/// <param name="Custom">The sender's own data; undefined when there is none.</param>
internal sealed record CdEvent(
    string Id, string Source, string Type, string Subject, string Predicate, DateTimeOffset At, string SubjectId, string SubjectSource, JsonElement Content, JsonElement Custom)
{
    private const string TypePrefix = "dev.cdevents.";

    /// <summary>Every event of a body: one event bare or in a CloudEvents envelope, or a list of such.</summary>
    public static IEnumerable<JsonElement> In(JsonElement body) => body.ValueKind == JsonValueKind.Array ? body.EnumerateArray() : [body];

    /// <exception cref="FormatException">It is no CDEvents event; the message says why.</exception>
    public static CdEvent Parse(JsonElement given)
    {
        var data = Open(given);
        var (context, subject) = (Member(data, "context"), Member(data, "subject"));
        var type = Text(context, "type");
        var words = type.Split('.');
        if (!type.StartsWith(TypePrefix, StringComparison.Ordinal) || words.Length < 4)
        {
            throw new FormatException($"'{type}' is no CDEvents type: it looks like dev.cdevents.service.deployed.0.2.0.");
        }

        if (!InstantConverter.TryParse(Text(context, "timestamp"), out var at))
        {
            throw new FormatException("'context.timestamp' must be an instant with its zone.");
        }

        var source = Text(context, "source");
        return new(
            Text(context, "id"), source, type, words[2], words[3], at, Text(subject, "id"), Optional(subject, "source") ?? source,
            MemberOrEmpty(subject, "content"), MemberOrEmpty(data, "customData"));
    }

    /// <summary>The id of something that the content refers to (<c>environment</c>, <c>service</c>, <c>repository</c>); <see langword="null"/> when it does not.</summary>
    public string? Reference(string name) =>
        Content.TryGetProperty(name, out var reference) && reference.ValueKind == JsonValueKind.Object ? Optional(reference, "id") : null;

    /// <summary>A text of the content; <see langword="null"/> when it is not there.</summary>
    public string? ContentText(string name) => Optional(Content, name);

    /// <summary>The instant as fact lines have it.</summary>
    public string Instant => At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement;

    private static JsonElement Open(JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("An event is a JSON object.");
        }

        if (given.TryGetProperty("context", out _))
        {
            return given;
        }

        if (!given.TryGetProperty("specversion", out _))
        {
            throw new FormatException("Neither a CloudEvents envelope ('specversion', 'data') nor a CDEvents event ('context', 'subject').");
        }

        if (given.TryGetProperty("data", out var data))
        {
            return data.ValueKind == JsonValueKind.Object ? data : throw new FormatException("'data' must be the event as a JSON object.");
        }

        return given.TryGetProperty("data_base64", out var encoded) && encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out var bytes)
            ? Decode(bytes)
            : throw new FormatException("'data' is needed.");
    }

    private static JsonElement Decode(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new FormatException("'data_base64' is not JSON.");
        }
    }

    private static JsonElement MemberOrEmpty(JsonElement of, string name) =>
        of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : Empty;

    private static JsonElement Member(JsonElement data, string name) =>
        data.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : throw new FormatException($"'{name}' is needed.");

    private static string Text(JsonElement of, string name) => Optional(of, name) is { Length: > 0 } text ? text : throw new FormatException($"'{name}' is needed.");

    private static string? Optional(JsonElement of, string name)
    {
        try
        {
            return of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"'{name}' is not valid Unicode.");
        }
    }
}
