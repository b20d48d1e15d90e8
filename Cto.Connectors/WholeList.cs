using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>Streams that read a whole list each time: the cursor remembers what was in it, so that what is missing in the next reading is withdrawn.</summary>
internal static class WholeList
{
    private const int PageSize = 1_000;

    /// <summary>The list as pages; the cursor goes with the last.</summary>
    /// <param name="facts">All that the list holds now, each key once a kind.</param>
    /// <param name="before">The cursor of the reading before.</param>
    /// <param name="of">The settings it was read under: a list of other settings tells nothing of what is gone.</param>
    /// <param name="next">In words, for the progress line.</param>
    /// <param name="limit">What upstream says of its limit.</param>
    /// <param name="warnings">What is missing; a list with warnings is not whole, so nothing is withdrawn.</param>
    public static IEnumerable<FactPage> Pages(
        IReadOnlyList<Fact> facts, string? before, string of, string next, RateLimit? limit, IReadOnlyList<string> warnings)
    {
        var known = Parse(before, of);
        var now = facts.Select(fact => new ListedFact(FactKinds.Of(fact), fact.Key)).ToHashSet();
        var whole = warnings.Count == 0;
        var chunks = facts.Chunk(PageSize).DefaultIfEmpty([]).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            var last = i == chunks.Count - 1;
            yield return new()
            {
                Facts = chunks[i],
                Cursor = last && whole ? JsonSerializer.Serialize(new ListCursor(of, [.. now]), ListCursorJson.Default.ListCursor) : null,
                Withdrawn = last && whole ? [.. known.Except(now).Select(gone => new FactKey(gone.Kind, gone.Key))] : [],
                Progress = new(Math.Min((i + 1) * PageSize, facts.Count), facts.Count, next),
                RateLimit = limit,
                Warnings = last ? warnings : [],
            };
        }
    }

    private static IReadOnlyList<ListedFact> Parse(string? cursor, string of) =>
        JsonText.Read(cursor, ListCursorJson.Default.ListCursor) is { Facts: { } facts } known && known.Of == of ? facts : [];
}

/// <summary>What a list held when it was last read whole.</summary>
internal sealed record ListCursor(string Of, IReadOnlyList<ListedFact> Facts);

/// <summary>One fact of a list.</summary>
internal readonly record struct ListedFact([property: JsonPropertyName("t")] string Kind, [property: JsonPropertyName("k")] string Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListCursor))]
internal sealed partial class ListCursorJson : JsonSerializerContext;
