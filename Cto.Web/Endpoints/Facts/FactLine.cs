using System.Text.Json;
using System.Text.Unicode;
using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>What a line of NDJSON says.</summary>
/// <param name="Facts">The line's own fact, then those that come with it; empty when the line is rejected.</param>
/// <param name="Error">Why the line is rejected; <see langword="null"/> when it is not.</param>
internal readonly record struct FactLine(IReadOnlyList<Fact> Facts, string? Error)
{
    public const string KindField = "kind";

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
            return Of(document.RootElement);
        }
        catch (JsonException e)
        {
            return Rejected($"not valid JSON: {Reason(e)}");
        }
    }

    public static FactLine Rejected(string error) => new([], error);

    private static FactLine Of(JsonElement line)
    {
        try
        {
            return Read(line);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            // A text with half of a surrogate pair, the one thing that valid JSON of the right shape can hold and a text cannot.
            return Rejected("a text is not valid Unicode");
        }
    }

    private static FactLine Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return Rejected("not a JSON object");
        }

        if (!line.TryGetProperty(KindField, out var kind) || kind.ValueKind != JsonValueKind.String)
        {
            return Rejected("'kind' is needed");
        }

        if (FactShapes.Find(kind.GetString()!) is not { } shape)
        {
            return Rejected($"unknown kind '{kind.GetString()}': known are {string.Join(", ", FactShapes.All.Select(known => known.Kind))}");
        }

        return FactObjections.To(line, shape.Fields, withKind: true) is { } objection ? Rejected(objection) : new(shape.Read(line), null);
    }

    /// <summary>The parser's sentence without the line number, which would be that within this one line.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
