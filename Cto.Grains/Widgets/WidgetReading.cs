namespace Cto.Grains.Widgets;

/// <summary>What a widget shows at one moment, on its way to a node.</summary>
[GenerateSerializer, Alias("cto.widget-reading"), Immutable]
public sealed record WidgetReading
{
    /// <inheritdoc cref="WidgetSnapshot.Version"/>
    [Id(0)]
    public required long Version { get; init; }

    [Id(1)]
    public required WidgetState State { get; init; }

    /// <inheritdoc cref="WidgetSnapshot.Since"/>
    [Id(2)]
    public required DateTimeOffset Since { get; init; }

    /// <inheritdoc cref="WidgetSnapshot.Fault"/>
    [Id(3)]
    public string? Fault { get; init; }

    /// <inheritdoc cref="WidgetSnapshot.Remedy"/>
    [Id(4)]
    public string? Remedy { get; init; }

    /// <inheritdoc cref="WidgetSnapshot.Answered"/>
    [Id(5)]
    public required long Answered { get; init; }

    /// <summary>The answer as <see cref="Insights.InsightReplyJson"/> writes it; <see langword="null"/> when there is none, or the caller has it.</summary>
    [Id(6)]
    public byte[]? Answer { get; init; }
}

/// <summary>A widget shows something new.</summary>
/// <param name="Key">The widget's <see cref="WidgetKey"/>.</param>
/// <param name="Version">What it shows now (<see cref="WidgetSnapshot.Version"/>).</param>
/// <param name="State">In which state.</param>
[GenerateSerializer, Alias("cto.widget-news"), Immutable]
public readonly record struct WidgetNews([property: Id(0)] string Key, [property: Id(1)] long Version, [property: Id(2)] WidgetState State);
