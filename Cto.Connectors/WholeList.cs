using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>The cursor of a stream that reads a whole list each time: when, and what was there, so that what is gone can be withdrawn.</summary>
internal sealed record WholeList
{
    private const int PageSize = 2_000;

    /// <summary>The settings it was read under: under others it tells nothing of what is gone.</summary>
    public string Of { get; init; } = "";

    /// <summary><see langword="null"/> before the first reading, and where it is read each time.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>What upstream calls this state of its data (an ETag, a version); <see langword="null"/> when it has no name for it.</summary>
    public string? Version { get; init; }

    /// <summary>The keys that were there, by kind.</summary>
    public Dictionary<string, string[]> Keys { get; init; } = [];

    /// <summary>What was missing in it, each a sentence: it still is, as long as nothing is read anew.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static WholeList Parse(string? text, string of) =>
        JsonText.Read(text, WholeListJson.Default.WholeList) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    /// <summary>The pages of a list that is read each time; with warnings it is not whole, so nothing is withdrawn.</summary>
    /// <param name="facts">All that the list holds now; what upstream lists twice or what is no fact is left out.</param>
    /// <param name="cursor">The cursor of the reading before.</param>
    /// <param name="of">The settings.</param>
    /// <param name="title">What is read, in words, for the progress line.</param>
    /// <param name="limit">What upstream says of its limit.</param>
    /// <param name="warnings">What is missing.</param>
    public static IEnumerable<FactPage> Pages(IEnumerable<Fact?> facts, string? cursor, string of, string title, RateLimit? limit, IReadOnlyList<string> warnings)
    {
        var (before, there) = (Parse(cursor, of), facts.OfType<Fact>().DistinctBy(fact => (fact.GetType(), fact.Key)).ToList());
        return before.Pages(there, before.Next(there, null, unseen: _ => warnings.Count > 0, warnings: warnings), title, limit);
    }

    /// <summary>Whether it is time to read again.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan every) => ReadAt is not { } last || now - last >= every || now < last;

    /// <summary>The page of a pull that is not due.</summary>
    public FactPage Unchanged() => new() { Facts = [], Warnings = Warnings ?? [] };

    /// <summary>The cursor that follows this one.</summary>
    /// <param name="facts">What is there now.</param>
    /// <param name="now">When it was read.</param>
    /// <param name="version">What upstream calls it.</param>
    /// <param name="unseen">Whether something that was there before was not looked for this time, so that it may still be; <see langword="null"/> = everything was.</param>
    /// <param name="warnings">What is missing.</param>
    public WholeList Next(IEnumerable<Fact> facts, DateTimeOffset? now, string? version = null, Func<FactKey, bool>? unseen = null, IReadOnlyList<string>? warnings = null) => this with
    {
        ReadAt = now,
        Version = version,
        Warnings = warnings is { Count: > 0 } ? warnings : null,
        Keys = facts.Select(fact => new FactKey(FactKinds.Of(fact), fact.Key))
            .Concat(unseen is null ? [] : Keys.SelectMany(kind => kind.Value.Select(key => new FactKey(kind.Key, key))).Where(unseen))
            .GroupBy(fact => fact.Kind, fact => fact.Key).ToDictionary(kind => kind.Key, kind => kind.Distinct(StringComparer.Ordinal).ToArray()),
    };

    /// <summary>The facts in pages; the cursor and what is gone come with the last one, so that a stream that is killed in between is read anew.</summary>
    public IEnumerable<FactPage> Pages(IReadOnlyList<Fact> facts, WholeList next, string title, RateLimit? limit = null)
    {
        var chunks = facts.Chunk(PageSize).DefaultIfEmpty([]).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            var last = i == chunks.Count - 1;
            yield return new()
            {
                Facts = chunks[i],
                Cursor = last ? next.ToString() : null,
                Withdrawn = last ? Gone(next) : [],
                Progress = PullProgress.Of(i + 1, chunks.Count, title),
                RateLimit = limit,
                Warnings = last ? next.Warnings ?? [] : [],
            };
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, WholeListJson.Default.WholeList);

    private IReadOnlyList<FactKey> Gone(WholeList next) =>
        [.. Keys.SelectMany(kind => kind.Value.Except(next.Keys.GetValueOrDefault(kind.Key) ?? [], StringComparer.Ordinal).Select(key => new FactKey(kind.Key, key)))];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WholeList))]
internal sealed partial class WholeListJson : JsonSerializerContext;
