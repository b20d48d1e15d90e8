namespace Cto.Domain.Sources;

/// <summary>Turns a vendor's webhook into facts, once its signature is proved.</summary>
public interface IWebhookReceiver
{
    /// <summary>Verifies (in constant time) and reads one delivery; pure, never throws on bad input.</summary>
    WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery);
}

/// <summary>One request that came to a source's webhook address.</summary>
/// <param name="Headers">Header names are compared without case.</param>
/// <param name="Body">The body exactly as it came: signatures are over its bytes.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record WebhookDelivery(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

/// <summary>What became of a delivery.</summary>
public sealed record WebhookOutcome
{
    public required WebhookVerdict Verdict { get; init; }

    /// <summary>Why it was rejected or ignored; <see langword="null"/> when accepted.</summary>
    public string? Reason { get; init; }
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Streams to pull soon, because the delivery tells less than the API.</summary>
    public IReadOnlyList<string> Refresh { get; init; } = [];

    /// <summary>What the vendor wants to hear when it tries the address (a challenge, a handshake); <see langword="null"/> = the verdict alone.</summary>
    public WebhookReply? Reply { get; init; }

    public static WebhookOutcome Rejected(string reason) => new() { Verdict = WebhookVerdict.Rejected, Reason = reason };

    public static WebhookOutcome Ignored(string reason) => new() { Verdict = WebhookVerdict.Ignored, Reason = reason };

    public static WebhookOutcome Accepted(params IReadOnlyList<Fact> facts) => new() { Verdict = WebhookVerdict.Accepted, Facts = facts };
}

/// <summary>An answer that a vendor waits for before it uses a webhook address.</summary>
public sealed record WebhookReply
{
    /// <summary>The body, as plain text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Headers to send with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>The verdict on a webhook delivery.</summary>
public enum WebhookVerdict
{
    /// <summary>The signature is missing or wrong (answered with 401).</summary>
    Rejected,

    /// <summary>Genuine, but nothing we keep.</summary>
    Ignored,

    /// <summary>Genuine and read.</summary>
    Accepted,
}
