using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>Reads SonarQube's webhook of an analysis, once its signature is proved: the gate at once, the rest by reading the project.</summary>
internal sealed class SonarWebhooks(SonarSessions sessions) : IWebhookReceiver
{
    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(SonarDialect.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        if (!WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, delivery.Header("X-Sonar-Webhook-HMAC-SHA256")))
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        return delivery.Read(SonarJson.Default.SonarDelivery, told => Read(told, sessions.Read(source)));
    }

    private static WebhookOutcome Read(SonarDelivery told, SonarSettings settings) => told switch
    {
        { Project.Key: not { Length: > 0 } } or { Project: null } => WebhookOutcome.Ignored("The delivery names no project."),
        { Project: { Key: { } key, Name: var name } } when !settings.Covers(key, name) => WebhookOutcome.Ignored("The project is not one of the source."),
        { Branch.IsMain: false } => WebhookOutcome.Ignored("Only the main branch counts."),
        { Status: not "SUCCESS" } => WebhookOutcome.Ignored("The analysis failed, so that nothing is new."),
        _ => WebhookOutcome.Accepted(new SonarFacts(settings.BaseAddress).Gate(told.Project.Key!, told.Project.Name, settings.RepositoryOf(told.Project.Key!), told.QualityGate, told.AnalysedAt)) with
        {
            Refresh = [SonarDescriptor.QualityGates, SonarDescriptor.IssueCounts, SonarDescriptor.Measures],
        },
    };
}

/// <summary>What a webhook carries.</summary>
internal sealed class SonarDelivery
{
    /// <summary>Of the analysis: <c>SUCCESS</c>, <c>FAILED</c>, <c>CANCELLED</c>.</summary>
    public string? Status { get; set; }
    public SonarProject? Project { get; set; }
    public SonarBranch? Branch { get; set; }
    public SonarGateStatus? QualityGate { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? AnalysedAt { get; set; }
}

/// <summary>The branch that was analysed.</summary>
internal sealed class SonarBranch
{
    public bool? IsMain { get; set; }
}
