using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>Reads Asana's webhooks: they name what changed and not how, so they make the streams run.</summary>
/// <remarks>A webhook begins with a handshake: Asana sends the secret that it will sign with, and wants it back. The secret is not kept from there, for anybody could send one: whoever made the webhook gives it with the credentials.</remarks>
internal sealed class AsanaWebhooks : IWebhookReceiver
{
    private const string SecretHeader = "X-Hook-Secret";
    private const string Nothing = "A heartbeat, or nothing that is kept.";

    public static IReadOnlyList<string> Events { get; } = ["task", "story", "project", "section"];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        var signature = delivery.Header("X-Hook-Signature");
        if (signature is null && delivery.Header(SecretHeader) is { Length: > 0 and <= 200 } offered && offered.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            return WebhookOutcome.Ignored("A handshake.") with { Reply = new() { Headers = new Dictionary<string, string> { [SecretHeader] = offered } } };
        }

        string[] secrets = (source.Credentials?.Reveal(AsanaCredentials.WebhookSecret) ?? "").Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var proved = false;
        foreach (var secret in secrets)
        {
            proved |= WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, signature);
        }

        if (!proved)
        {
            return WebhookOutcome.Rejected(secrets.Length == 0 ? "The source has no webhook secret." : "The signature is missing or wrong.");
        }

        return delivery.Read(AsanaJson.Default.AsanaEvents, Read, empty: Nothing);
    }

    private static WebhookOutcome Read(AsanaEvents payload)
    {
        string[] types = [.. (payload.Events ?? []).Select(change => change?.Resource?.ResourceType).OfType<string>().Distinct()];
        string[] refresh =
        [
            .. types.Contains("project") ? [AsanaStreams.Projects] : Array.Empty<string>(),
            .. types.Any(type => type is "task" or "story" or "section") ? [AsanaStreams.Tasks] : Array.Empty<string>(),
        ];
        return refresh.Length > 0 ? WebhookOutcome.Accepted() with { Refresh = refresh } : WebhookOutcome.Ignored(Nothing);
    }
}
