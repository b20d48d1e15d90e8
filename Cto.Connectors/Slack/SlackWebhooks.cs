using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>Reads Slack's events, once their signature is proved; they make the streams run, because the lists tell the whole.</summary>
internal sealed class SlackWebhooks : IWebhookReceiver
{
    // Older deliveries may be replays of somebody who listened.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<string> Events { get; } =
    [
        "team_join", "user_change", "channel_created", "channel_rename", "channel_archive", "channel_unarchive", "channel_deleted", "group_rename", "group_archive", "group_unarchive", "url_verification",
    ];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(SlackCredentials.SigningSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no signing secret.");
        }

        if (!IsSigned(secret, delivery))
        {
            return WebhookOutcome.Rejected("The signature is missing, wrong or older than five minutes.");
        }

        return delivery.Read(SlackJson.Default.SlackEvent, Read);
    }

    private static WebhookOutcome Read(SlackEvent payload) => (payload.Type, payload.Event?.Type) switch
    {
        ("url_verification", _) when payload.Challenge is { Length: > 0 and <= 1000 } challenge => WebhookOutcome.Accepted() with { Reply = new() { Text = challenge } },
        ("event_callback", "team_join" or "user_change") => WebhookOutcome.Accepted() with { Refresh = [SlackStreams.Users] },
        ("event_callback", { } name) when Events.Contains(name) => WebhookOutcome.Accepted() with { Refresh = [SlackStreams.Channels] },
        _ => WebhookOutcome.Ignored($"The event '{HttpFaults.Shorten(payload.Event?.Type ?? payload.Type ?? "", 40)}' tells nothing that is kept."),
    };

    private static bool IsSigned(string secret, WebhookDelivery delivery)
    {
        const string Prefix = "v0=";
        if (delivery.Header("X-Slack-Request-Timestamp") is not { } timestamp || delivery.Header("X-Slack-Signature") is not { } signature || !signature.StartsWith(Prefix, StringComparison.Ordinal) ||
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799 ||
            (delivery.ReceivedAt - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            return false;
        }

        byte[] signed = [.. System.Text.Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. delivery.Body.Span];
        return WebhookSignature.IsHmacSha256(secret, signed, signature.AsSpan(Prefix.Length));
    }
}

/// <summary>What Slack delivers.</summary>
internal sealed class SlackEvent
{
    public string? Type { get; set; }
    public string? Challenge { get; set; }
    public SlackInnerEvent? Event { get; set; }
}

/// <summary>What happened.</summary>
internal sealed class SlackInnerEvent
{
    public string? Type { get; set; }
}
