using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>Reads PagerDuty's webhooks (version 3), once one of their signatures is proved.</summary>
internal sealed class PagerDutyWebhooks(PagerDutySessions sessions) : IWebhookReceiver
{
    public static IReadOnlyList<string> Events { get; } =
    [
        "incident.triggered", "incident.acknowledged", "incident.unacknowledged", "incident.escalated", "incident.delegated", "incident.reassigned", "incident.reopened",
        "incident.resolved", "incident.priority_updated", "incident.annotated", "pagey.ping",
    ];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(PagerDutyDialect.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        if (!IsSigned(secret, delivery))
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        const string Nothing = "The body holds no event.";
        return delivery.Read(
            PagerDutyJson.Default.PagerDutyDelivery,
            told => told.Event is { } happened ? Read(happened, sessions.Read(source)) : WebhookOutcome.Ignored(Nothing),
            empty: Nothing);
    }

    // The log knows when an incident was acknowledged first and whom it reached: it is read right after, and what is read stands above this, however late this comes.
    private static WebhookOutcome Read(PagerDutyEvent happened, PagerDutySettings settings) => happened.EventType switch
    {
        "pagey.ping" => WebhookOutcome.Accepted(),
        "incident.annotated" => new() { Verdict = WebhookVerdict.Accepted, Refresh = [PagerDutyStreams.Incidents] },
        { } type when type.StartsWith("incident.", StringComparison.Ordinal) && happened.ToIncident()?.ToFact(settings.Severities, []) is { } incident =>
            new() { Verdict = WebhookVerdict.Accepted, Facts = [incident.BelowWhatIsRead()], Refresh = [PagerDutyStreams.Incidents] },
        var other => WebhookOutcome.Ignored($"The event '{HttpFaults.Shorten(other ?? "without a name", 60)}' tells nothing that is kept."),
    };

    // While a secret is renewed a delivery carries one signature for each; any of them will do.
    private static bool IsSigned(string secret, WebhookDelivery delivery)
    {
        const string Version = "v1=";
        var proved = false;
        foreach (var signature in (delivery.Header("X-PagerDuty-Signature") ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            proved |= signature.StartsWith(Version, StringComparison.Ordinal) && WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, signature.AsSpan(Version.Length));
        }

        return proved;
    }
}

/// <summary>The body of a delivery.</summary>
internal sealed class PagerDutyDelivery
{
    public PagerDutyEvent? Event { get; set; }
}

/// <summary>Something that happened to an incident.</summary>
internal sealed class PagerDutyEvent
{
    public string? EventType { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? OccurredAt { get; set; }
    public PagerDutyEventData? Data { get; set; }

    /// <summary>The incident as of the event, its change to the second as the log has it.</summary>
    public PagerDutyIncident? ToIncident()
    {
        if (Data is not { } data || !data.Is("incident"))
        {
            return null;
        }

        data.UpdatedAt = OccurredAt is { } at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)) : null;
        data.ResolvedAt ??= EventType == "incident.resolved" ? data.UpdatedAt : null;
        data.Assignments = data.Assignees is null ? null : [.. data.Assignees.OfType<PagerDutyReference>().Select(person => new PagerDutyAssignment { Assignee = person })];
        return data;
    }
}

/// <summary>An incident as webhooks tell of it: with its assignees, without their times.</summary>
internal sealed class PagerDutyEventData : PagerDutyIncident
{
    public PagerDutyReference?[]? Assignees { get; set; }
}
