using Cto.Domain.Sources;

namespace Cto.Grains.Sources;

/// <summary>A delivery to a source's webhook address, on its way to the source.</summary>
[GenerateSerializer, Alias("cto.webhook-message"), Immutable]
public sealed record WebhookMessage
{
    [Id(0)]
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>The body exactly as it came.</summary>
    [Id(1)]
    public required byte[] Body { get; init; }

    [Id(2)]
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As receivers read it: names of headers are compared without case on every node.</summary>
    internal WebhookDelivery ToDelivery() => new(new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase), Body, ReceivedAt);
}

/// <summary>What became of a delivery, without its facts: those are in the store.</summary>
[GenerateSerializer, Alias("cto.webhook-receipt"), Immutable]
public sealed record WebhookReceipt
{
    /// <summary>Of what was taken; the enum's own names, so that another version may know more of them.</summary>
    [Id(0)]
    public required string VerdictName { get; init; }

    /// <inheritdoc cref="WebhookOutcome.Reason"/>
    [Id(1)]
    public string? Reason { get; init; }

    /// <summary>The text that the vendor wants to hear; <see langword="null"/> = the verdict alone.</summary>
    [Id(2)]
    public string? ReplyText { get; init; }

    /// <summary>The headers to send with it.</summary>
    [Id(3)]
    public Dictionary<string, string> ReplyHeaders { get; init; } = [];

    public WebhookVerdict Verdict => Enum.Parse<WebhookVerdict>(VerdictName);

    internal static WebhookReceipt Of(WebhookOutcome outcome) => new()
    {
        VerdictName = outcome.Verdict.ToString(), Reason = outcome.Reason, ReplyText = outcome.Reply?.Text, ReplyHeaders = new(outcome.Reply?.Headers ?? new Dictionary<string, string>()),
    };
}
