using Cto.Connectors.Http;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>How one of the public feeds is spoken to.</summary>
/// <param name="vendor">Its name.</param>
/// <param name="host">Whose limit is kept.</param>
internal sealed class FeedDialect(string vendor, string host) : HttpDialect
{
    /// <summary>The header that carries a key, and the key; <see langword="null"/> = as nobody.</summary>
    public (string Name, string Value)? Key { get; init; }

    public StatedLimit? StatedLimit { get; init; }

    public override string Kind => ThreatFeedsDescriptor.Kind;

    public override string Vendor => vendor;

    public override string LimitKey { get; } = $"threat-feeds:{vendor}/{host}";

    public override IReadOnlyList<StatedLimit> Stated => StatedLimit is null ? [] : [StatedLimit];

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Key is { } key)
        {
            request.Headers.TryAddWithoutValidation(key.Name, key.Value);
        }

        return ValueTask.CompletedTask;
    }
}
