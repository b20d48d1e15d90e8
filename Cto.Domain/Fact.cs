namespace Cto.Domain;

/// <summary>Something that happened or holds upstream: an immutable record with a stable natural key, its times in UTC and its upstream address.</summary>
/// <remarks>Writing the same fact again changes nothing. A list or text that is <see langword="null"/> is <em>unknown</em> and never erases what is already known; an empty one is known to be empty.</remarks>
public abstract record Fact
{
    /// <summary>The natural key, unique per kind and tenant and stable for ever, for example <c>github:acme/shop#12</c>.</summary>
    public required string Key { get; init; }

    /// <summary>When upstream last changed it, UTC; an older copy never overwrites a newer one. <see langword="null"/> where upstream does not say: then the last writer wins.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The address of it upstream, or <see langword="null"/> where it has none.</summary>
    public string? Url { get; init; }
}
