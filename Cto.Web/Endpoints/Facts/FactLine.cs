using System.Text.Json;
using System.Text.Unicode;
using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>What a line of NDJSON says.</summary>
/// <param name="Facts">The line's own fact, then those that come with it; empty when the line is rejected.</param>
/// <param name="Error">Why the line is rejected; <see langword="null"/> when it is not.</param>
internal readonly record struct FactLine(IReadOnlyList<Fact> Facts, string? Error)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads one line; never throws on bad input.</summary>
    public static FactLine Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            return Rejected("not valid UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Rejected($"not valid JSON: {Reason(e)}");
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair, the one thing that valid JSON can hold and a text cannot.
            return Rejected("a text is not valid Unicode");
        }
    }

    public static FactLine Rejected(string error) => new([], error);

    private static FactLine Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return Rejected("not a JSON object");
        }

        if (!line.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
        {
            return Rejected("'kind' is needed");
        }

        if (FactShapes.Find(kind.GetString()!) is not { } shape)
        {
            return Rejected($"unknown kind '{kind.GetString()}': known are {string.Join(", ", FactShapes.All.Select(known => known.Kind))}");
        }

        return FactShape.Objection(shape.Fields, line, withKind: true) is { } objection ? Rejected(objection) : new(shape.Read(new(line)), null);
    }

    /// <summary>The parser's sentence without the line number, which would be that within this one line.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
