using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Reads GitHub's webhooks, once their signature is proved.</summary>
internal sealed class GitHubWebhooks(GitHubSessions sessions) : IWebhookReceiver
{
    public static IReadOnlyList<string> Events { get; } =
    [
        "pull_request", "pull_request_review", "deployment", "deployment_status", "workflow_run", "release",
        "dependabot_alert", "code_scanning_alert", "member", "membership", "organization", "repository", "ping",
    ];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(GitHubCredentials.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        if (!IsSigned(secret, delivery))
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        return delivery.Read(
            GitHubJson.Default.GitHubWebhookPayload,
            payload => Read(delivery.Header("X-GitHub-Event") ?? "", payload, sessions.Read(source)),
            unknown: "The body is no JSON that we know; let GitHub send application/json.");
    }

    private static WebhookOutcome Read(string name, GitHubWebhookPayload payload, GitHubSettings settings)
    {
        if (name == "ping")
        {
            return WebhookOutcome.Accepted();
        }

        if (name is "organization" or "membership")
        {
            return OfOrganization(name, payload, settings);
        }

        if (payload.Repository is not { FullName: { } full } repository || !(name == "repository" ? settings.Means(repository) : settings.Covers(repository)))
        {
            return WebhookOutcome.Ignored($"The repository {payload.Repository?.FullName ?? "of the event"} is not one of the source.");
        }

        var keys = new GitHubKeys(settings.BaseAddress);
        return name switch
        {
            "pull_request" when payload.PullRequest is { } pull => Told(PullRequest(keys, full, pull, payload.Action), payload.Action switch
            {
                "opened" or "closed" or "reopened" or "synchronize" => [GitHubStreams.PullRequestDetails],
                _ => [],
            }),
            "pull_request_review" when payload is { PullRequest: { } pull, Review: { } review } =>
                Told([pull.ToFact(keys, full), review.ToFact(keys, full, keys.PullRequest(pull.Id))], []),
            "deployment" when payload.Deployment is { } deployment && settings.ReadsDeploymentsTo(deployment.Environment) => Told([deployment.ToFact(keys, repository, [])], []),
            // The statuses before this one, and the commits, are known to the API alone: what is read there stands above this, however late this comes.
            "deployment_status" when payload is { Deployment: { } deployment, DeploymentStatus: { } status } && settings.ReadsDeploymentsTo(deployment.Environment) =>
                Told([status.Is("inactive") ? null : deployment.ToFact(keys, repository, [status])?.BelowWhatIsRead()], [GitHubStreams.Deployments]),
            "workflow_run" when payload.WorkflowRun is { } run => Told([run.ToFact(keys, full)], settings.From is DeploymentSource.Workflows ? [GitHubStreams.Deployments] : []),
            "release" when payload.Release is { } release => Told(
                [payload.Action == "deleted" ? null : release.ToFact(keys, full)], settings.From is DeploymentSource.Releases ? [GitHubStreams.Deployments] : []),
            "dependabot_alert" when payload.Alert?.Deserialize(GitHubJson.Default.GitHubDependabotAlert) is { } alert => Told([alert.ToFact(keys, repository)], []),
            "code_scanning_alert" when payload.Alert?.Deserialize(GitHubJson.Default.GitHubCodeAlert) is { } alert => Told([alert.ToFact(keys, repository)], []),
            "member" => Told([], [GitHubStreams.Collaborators]),
            "repository" when payload.Action is not "deleted" => Told([repository.ToFact(keys)], [GitHubStreams.Repositories]),
            _ => WebhookOutcome.Ignored($"The event '{name}' tells nothing that is kept."),
        };
    }

    private static WebhookOutcome OfOrganization(string name, GitHubWebhookPayload payload, GitHubSettings settings)
    {
        if (payload.Organization?.Login is not { } organization || !organization.Equals(settings.Account, StringComparison.OrdinalIgnoreCase))
        {
            return WebhookOutcome.Ignored($"The organisation {payload.Organization?.Login ?? "of the event"} is not the one of the source.");
        }

        var keys = new GitHubKeys(settings.BaseAddress);
        return (name, payload.Action, payload.Membership?.User) switch
        {
            ("organization", "member_added", { Id: not 0, Login: { } login } user) => Told([GitHubMembers.Joined(keys, user, login, payload.Membership!.Role)], [GitHubStreams.Collaborators]),
            ("organization", "member_removed", { Id: not 0, Login: { } login } user) => Told([GitHubMembers.Left(keys, user.Id, login)], [GitHubStreams.Collaborators]),
            // A team's members have the team's rights.
            ("membership", _, _) => Told([], [GitHubStreams.Members, GitHubStreams.Collaborators]),
            _ => WebhookOutcome.Ignored($"The event '{name}' with the action '{payload.Action}' tells nothing that is kept."),
        };
    }

    // Only this event tells when a draft became ready; the API has no field for it.
    private static Fact?[] PullRequest(GitHubKeys keys, string repository, GitHubPullRequest pull, string? action) =>
        [pull.ToFact(keys, repository) is { } fact && action == "ready_for_review" ? fact with { ReadyAt = pull.UpdatedAt } : pull.ToFact(keys, repository)];

    private static WebhookOutcome Told(IEnumerable<Fact?> facts, IReadOnlyList<string> refresh) =>
        new() { Verdict = WebhookVerdict.Accepted, Facts = [.. facts.OfType<Fact>()], Refresh = refresh };

    private static bool IsSigned(string secret, WebhookDelivery delivery)
    {
        const string Prefix = "sha256=";
        return delivery.Header("X-Hub-Signature-256") is { } header && header.StartsWith(Prefix, StringComparison.Ordinal) &&
            WebhookSignature.IsHmacSha256(secret, delivery.Body.Span, header.AsSpan(Prefix.Length));
    }
}

/// <summary>What a webhook may carry; each event fills its own part.</summary>
internal sealed class GitHubWebhookPayload
{
    public string? Action { get; set; }
    public GitHubRepository? Repository { get; set; }
    public GitHubPullRequest? PullRequest { get; set; }
    public GitHubReview? Review { get; set; }
    public GitHubDeployment? Deployment { get; set; }
    public GitHubDeploymentStatus? DeploymentStatus { get; set; }
    public GitHubWorkflowRun? WorkflowRun { get; set; }
    public GitHubRelease? Release { get; set; }
    public GitHubUser? Organization { get; set; }
    public GitHubMembership? Membership { get; set; }

    /// <summary>Of Dependabot or of code scanning, as the event says.</summary>
    public JsonElement? Alert { get; set; }
}

/// <summary>Somebody's place in an organisation.</summary>
internal sealed class GitHubMembership
{
    public string? Role { get; set; }
    public GitHubUser? User { get; set; }
}
