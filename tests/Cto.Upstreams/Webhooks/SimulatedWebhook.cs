namespace Cto.Upstreams.Webhooks;

/// <summary>Something that a vendor tells by webhook.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Event">The vendor's name for it.</param>
/// <param name="Body">As it is sent.</param>
internal sealed record SimulatedWebhook(DateTimeOffset At, string Event, ReadOnlyMemory<byte> Body)
{
    /// <summary>The content type of the body.</summary>
    public string ContentType { get; init; } = "application/json";
}
