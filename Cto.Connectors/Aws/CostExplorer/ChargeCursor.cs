using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>How far charges are read.</summary>
internal sealed record ChargeCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>Every day from here on is committed; <see langword="null"/> before the first sweep ends.</summary>
    public DateOnly? From { get; init; }

    /// <summary>AWS keeps nothing older than <see cref="From"/>.</summary>
    public bool Exhausted { get; init; }

    /// <summary>When the last reading of the recent days began.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The first day that <see cref="Marks"/> tells of.</summary>
    public DateOnly? MarkedFrom { get; init; }

    /// <summary>By slice, one short mark a day of what it cost when it was last read: a day whose mark still holds is not written again.</summary>
    public Dictionary<string, string> Marks { get; init; } = [];

    /// <summary>By slice, the groups that charges of the marked days were written for: what a day no longer has of them is withdrawn.</summary>
    public Dictionary<string, IReadOnlyList<string>> Groups { get; init; } = [];

    /// <summary>The sweep under way; <see langword="null"/> between sweeps.</summary>
    public ChargeSweep? Sweep { get; init; }

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static ChargeCursor Parse(string? text, string of) =>
        JsonText.Read(text, ChargeCursorJson.Default.ChargeCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, ChargeCursorJson.Default.ChargeCursor);
}

/// <summary>A walk through the slices of some days.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The day after the last.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="After">Slices up to this one are committed; <see langword="null"/> at its start.</param>
internal sealed record ChargeSweep(DateOnly From, DateOnly Until, DateTimeOffset BeganAt, string? After = null)
{
    /// <summary>What <see cref="ChargeCursor.Marks"/> will be when it ends.</summary>
    public Dictionary<string, string> Marks { get; init; } = [];

    /// <summary>What <see cref="ChargeCursor.Groups"/> will be when it ends.</summary>
    public Dictionary<string, IReadOnlyList<string>> Groups { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChargeCursor))]
internal sealed partial class ChargeCursorJson : JsonSerializerContext;
