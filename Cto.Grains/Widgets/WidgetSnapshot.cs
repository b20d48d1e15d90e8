using Cto.Insights;

namespace Cto.Grains.Widgets;

/// <summary>What a tile shows at one moment.</summary>
[GenerateSerializer, Alias("cto.widget-snapshot"), Immutable]
public sealed record WidgetSnapshot
{
    /// <summary>The widget grain's key, <c>{tenant}/{insight}?{parameters}</c>.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Goes up with every change of what is shown; starts anew when the grain does, above any earlier one.</summary>
    [Id(1)]
    public required long Version { get; init; }

    [Id(2)]
    public required WidgetState State { get; init; }

    /// <summary>The last good answer; <see langword="null"/> before the first.</summary>
    [Id(3)]
    public InsightReply? Reply { get; init; }

    /// <summary>Since when the state holds.</summary>
    [Id(4)]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why the last refresh failed, in words for the reader; <see langword="null"/> when it did not.</summary>
    [Id(5)]
    public string? Fault { get; init; }

    /// <summary>What to do about the fault.</summary>
    [Id(6)]
    public string? Remedy { get; init; }
}

/// <summary>The six states of a tile, and the one before the first answer.</summary>
[GenerateSerializer, Alias("cto.widget-state")]
public enum WidgetState
{
    /// <summary>No answer yet: the first is on its way.</summary>
    Loading,
    Fresh,

    /// <summary>Shows the last answer while a new one is made.</summary>
    Refreshing,

    /// <summary>A source behind the answer is late.</summary>
    Stale,

    /// <summary>The last refresh failed; the last good answer stays.</summary>
    Failing,

    /// <summary>A source that matters is missing from the answer.</summary>
    Partial,

    /// <summary>Nothing is connected, or there is nothing to show.</summary>
    Empty,
}
