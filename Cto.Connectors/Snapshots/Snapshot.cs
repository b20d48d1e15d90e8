using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;

namespace Cto.Connectors.Snapshots;

/// <summary>The cursor of a stream that is read whole each time: when, and what was there, so that what is gone can be withdrawn.</summary>
internal sealed record Snapshot
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary><see langword="null"/> before the first reading.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>What upstream calls this state of its data (an ETag, a version); <see langword="null"/> when it has no name for it.</summary>
    public string? Version { get; init; }

    /// <summary>The keys that were there, by kind.</summary>
    public Dictionary<string, string[]> Keys { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static Snapshot Parse(string? text, string of) =>
        JsonText.Read(text, SnapshotJson.Default.Snapshot) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    /// <summary>Whether it is time to read again.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan every) => ReadAt is not { } last || now - last >= every || now < last;

    /// <summary>The snapshot that follows this one.</summary>
    /// <param name="facts">What is there now.</param>
    /// <param name="now">When it was read.</param>
    /// <param name="version">What upstream calls it.</param>
    /// <param name="whole">Whether it is all there is; else what was there before may still be.</param>
    public Snapshot Next(IEnumerable<Fact> facts, DateTimeOffset now, string? version = null, bool whole = true) => this with
    {
        ReadAt = now,
        Version = version,
        Keys = facts.Select(fact => (Kind: FactKinds.Of(fact), fact.Key))
            .Concat(whole ? [] : Keys.SelectMany(kind => kind.Value.Select(key => (Kind: kind.Key, key))))
            .GroupBy(fact => fact.Kind, fact => fact.Item2).ToDictionary(kind => kind.Key, kind => kind.Distinct(StringComparer.Ordinal).ToArray()),
    };

    /// <summary>What was there and no longer is.</summary>
    public IReadOnlyList<FactKey> Gone(Snapshot next) =>
        [.. Keys.SelectMany(kind => kind.Value.Except(next.Keys.GetValueOrDefault(kind.Key) ?? [], StringComparer.Ordinal).Select(key => new FactKey(kind.Key, key)))];

    public override string ToString() => JsonSerializer.Serialize(this, SnapshotJson.Default.Snapshot);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
