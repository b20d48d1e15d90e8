using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>Reads Jira's webhooks, once their signature is proved. They tell less than the API (no history, no meaning of fields), so they name what to read.</summary>
internal sealed class JiraWebhooks(JiraSessions sessions) : IWebhookReceiver
{
    public static IReadOnlyList<string> Events { get; } =
    [
        "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "issuelink_created", "issuelink_deleted",
        "sprint_created", "sprint_updated", "sprint_started", "sprint_closed", "sprint_deleted",
    ];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(JiraCredentials.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        const string Prefix = "sha256=";
        if (delivery.Header("X-Hub-Signature") is not { } signature || !signature.StartsWith(Prefix, StringComparison.Ordinal) ||
            !WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, signature.AsSpan(Prefix.Length)))
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        return delivery.Read(JiraJson.Default.JiraWebhookPayload, payload => Read(payload, sessions.Read(source)));
    }

    private static WebhookOutcome Read(JiraWebhookPayload payload, JiraSettings settings) => payload.WebhookEvent switch
    {
        "jira:issue_created" or "jira:issue_updated" when payload.Issue is { } issue => settings.Covers(issue.Fields?.Project?.Key ?? ProjectOf(issue.Key))
            ? Refresh(JiraStreams.Issues)
            : WebhookOutcome.Ignored($"The project of {HttpFaults.Shorten(issue.Key ?? "the issue", 40)} is not one of the source."),
        "issuelink_created" or "issuelink_deleted" => Refresh(JiraStreams.Issues),
        "jira:issue_deleted" => WebhookOutcome.Ignored("A deleted issue stays as it was: what it counted for happened."),
        // Sprints bear no time of their last change: a delivery that comes late would open one again that is closed.
        "sprint_created" or "sprint_updated" or "sprint_started" or "sprint_closed" when payload.Sprint is { Id: > 0 } => Refresh(JiraStreams.Sprints),
        "sprint_deleted" => Refresh(JiraStreams.Sprints),
        _ => WebhookOutcome.Ignored($"The event '{HttpFaults.Shorten(payload.WebhookEvent ?? "", 40)}' tells nothing that is kept."),
    };

    private static WebhookOutcome Refresh(string stream) => WebhookOutcome.Accepted() with { Refresh = [stream] };

    private static string? ProjectOf(string? code) => code?.LastIndexOf('-') is > 0 and var dash ? code[..dash] : null;
}

/// <summary>What a webhook may carry; each event fills its own part.</summary>
internal sealed class JiraWebhookPayload
{
    public string? WebhookEvent { get; set; }
    public JiraIssue? Issue { get; set; }
    public JiraSprint? Sprint { get; set; }
}
