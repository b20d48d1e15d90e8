using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>Reads Snyk's webhooks, once their signature is proved. They name issues otherwise than the API does, so that they only say what to read anew.</summary>
internal sealed class SnykWebhooks(SnykSessions sessions) : IWebhookReceiver
{
    public static IReadOnlyList<string> Events { get; } = ["project_snapshot", "ping"];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        const string Prefix = "sha256=";
        if (source.Credentials?.Reveal(SnykDialect.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        if (delivery.Header("X-Hub-Signature") is not { } signature || !signature.StartsWith(Prefix, StringComparison.Ordinal) ||
            !WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, signature.AsSpan(Prefix.Length)))
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        return delivery.Read(SnykJson.Default.SnykDelivery, told => Read(delivery.Header("X-Snyk-Event")?.Split('/')[0], told, sessions.Read(source)));
    }

    private static WebhookOutcome Read(string? name, SnykDelivery told, SnykSettings settings) => name switch
    {
        "ping" => WebhookOutcome.Accepted(),
        "project_snapshot" when !settings.Covers(told.Org?.Id, told.Org?.Slug) => WebhookOutcome.Ignored("The organisation is not one of the source."),
        "project_snapshot" when told is { NewIssues.Length: 0, RemovedIssues.Length: 0 } => WebhookOutcome.Accepted(),
        "project_snapshot" => WebhookOutcome.Accepted() with { Refresh = [SnykDescriptor.Issues] },
        _ => WebhookOutcome.Ignored($"The event '{HttpFaults.Shorten(name ?? "", 60)}' tells nothing that is kept."),
    };
}

/// <summary>What a webhook carries.</summary>
internal sealed class SnykDelivery
{
    public SnykDeliveryOrganization? Org { get; set; }

    [System.Text.Json.Serialization.JsonPropertyName("newIssues")]
    public JsonElement[]? NewIssues { get; set; }

    [System.Text.Json.Serialization.JsonPropertyName("removedIssues")]
    public JsonElement[]? RemovedIssues { get; set; }
}

/// <summary>The organisation that a webhook is about.</summary>
internal sealed class SnykDeliveryOrganization
{
    public string? Id { get; set; }
    public string? Slug { get; set; }
}
