using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>Reads CircleCI's webhooks, once their signature is proved.</summary>
internal sealed class CircleWebhooks(CircleSessions sessions) : IWebhookReceiver
{
    public static IReadOnlyList<string> Events { get; } = ["workflow-completed", "job-completed"];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(CircleDialect.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        // Several versions of signatures may come in one header: v1=…,v2=….
        const string Version = "v1=";
        var signature = delivery.Header("circleci-signature")?.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith(Version, StringComparison.Ordinal));
        if (signature is null || !WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, signature.AsSpan(Version.Length)))
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        return delivery.Read(CircleJson.Default.CircleDelivery, told => Read(told, sessions.Read(source)));
    }

    private static WebhookOutcome Read(CircleDelivery told, CircleSettings settings)
    {
        if (!settings.Covers(told.Project?.Slug))
        {
            return WebhookOutcome.Ignored($"The project {HttpFaults.Shorten(told.Project?.Slug ?? "of the event", 100)} is not one of the source.");
        }

        var pipeline = told.Pipeline ?? new();
        pipeline.ProjectSlug ??= told.Project!.Slug;
        return told switch
        {
            { Type: "workflow-completed", Workflow: { } workflow } => Told(
                // Which attempt it is, only the list of the pipeline's workflows tells: what is read there stands above this.
                [CircleFacts.Run(pipeline, workflow, attempt: 1)?.BelowWhatIsRead(), settings.From is CircleDeployments.Workflows && settings.Deploying.EnvironmentOf(workflow.Name) is { } environment ? CircleFacts.Deployment(pipeline, workflow, environment) : null],
                [CircleDescriptor.Pipelines]),
            { Type: "job-completed", Job: { } job } when settings.From is CircleDeployments.Jobs && settings.Deploying.EnvironmentOf(job.Name) is { } environment =>
                Told([CircleFacts.Deployment(pipeline, told.Workflow?.Id, job, environment)], []),
            { Type: "job-completed" } => WebhookOutcome.Ignored("The job deploys nothing; runs are kept by workflow."),
            _ => WebhookOutcome.Ignored($"The event '{HttpFaults.Shorten(told.Type ?? "", 60)}' tells nothing that is kept."),
        };
    }

    private static WebhookOutcome Told(IEnumerable<Fact?> facts, IReadOnlyList<string> refresh) =>
        new() { Verdict = WebhookVerdict.Accepted, Facts = [.. facts.OfType<Fact>()], Refresh = refresh };
}

/// <summary>What a webhook carries; each event fills its own part.</summary>
internal sealed class CircleDelivery
{
    public string? Type { get; set; }
    public CircleWorkflow? Workflow { get; set; }
    public CircleJob? Job { get; set; }
    public CirclePipeline? Pipeline { get; set; }
    public CircleProject? Project { get; set; }
}

/// <summary>The project that a webhook is about.</summary>
internal sealed class CircleProject
{
    public string? Slug { get; set; }
}
