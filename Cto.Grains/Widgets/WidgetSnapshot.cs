using Cto.Insights;

namespace Cto.Grains.Widgets;

/// <summary>What a tile shows at one moment.</summary>
public sealed record WidgetSnapshot
{
    /// <summary>The widget grain's key, <c>{tenant}/{insight}?{parameters}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Another one with every change of what is shown; a later one is higher, also when the grain has moved to another node meanwhile.</summary>
    public required long Version { get; init; }
    public required WidgetState State { get; init; }

    /// <summary>The last good answer; <see langword="null"/> before the first.</summary>
    public InsightReply? Reply { get; init; }

    /// <summary>The version in which that answer came; 0 before the first.</summary>
    public long Answered { get; init; }

    /// <summary>Since when the state holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why the last refresh failed, in words for the reader; <see langword="null"/> when it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>What to do about the fault.</summary>
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
