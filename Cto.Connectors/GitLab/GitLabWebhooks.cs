using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>Reads GitLab's webhooks, once their signature or token is proved.</summary>
internal sealed class GitLabWebhooks(GitLabSessions sessions) : IWebhookReceiver
{
    private const string Signing = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<string> Events { get; } = ["Merge Request Hook", "Note Hook", "Pipeline Hook", "Deployment Hook", "Release Hook", "Member Hook"];

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        if (source.Credentials?.Reveal(GitLabCredentials.WebhookSecret) is not { Length: > 0 } secret)
        {
            return WebhookOutcome.Rejected("The source has no webhook secret.");
        }

        if (!(secret.StartsWith(Signing, StringComparison.Ordinal) ? IsSigned(secret[Signing.Length..], delivery) : HasToken(secret, delivery)))
        {
            return WebhookOutcome.Rejected("The signature or token is missing or wrong.");
        }

        return delivery.Read(GitLabJson.Default.GitLabWebhookPayload, payload => Read(payload, sessions.Read(source)));
    }

    private static WebhookOutcome Read(GitLabWebhookPayload payload, GitLabSettings settings)
    {
        // Members of a group have no project.
        if (payload.EventName is { } name && name.StartsWith("user_", StringComparison.Ordinal) && name.Contains("_group", StringComparison.Ordinal))
        {
            return Told([], [GitLabStreams.Members]);
        }

        if (payload.Project is not { FullName: { } full } project || !settings.Covers(project.AsProject()))
        {
            return WebhookOutcome.Ignored($"The project {payload.Project?.FullName ?? "of the event"} is not one of the source.");
        }

        var keys = new GitLabKeys(settings.BaseAddress);
        return payload.ObjectKind switch
        {
            // They tell neither the author's name nor when it was merged: the API does.
            "merge_request" or "note" => Told([], [GitLabStreams.MergeRequests, GitLabStreams.MergeRequestDetails]),
            "pipeline" when payload.ObjectAttributes?.Deserialize(GitLabJson.Default.GitLabPipeline) is { } pipeline =>
                Told([pipeline.ToFact(keys, full)], [GitLabStreams.Pipelines]),
            "deployment" when settings.ReadsDeploymentsTo(payload.Environment) => Told([], [GitLabStreams.Deployments]),
            "release" => Told([], [GitLabStreams.Releases]),
            _ => WebhookOutcome.Ignored($"The event '{payload.ObjectKind ?? payload.EventName}' tells nothing that is kept."),
        };
    }

    private static WebhookOutcome Told(IEnumerable<Fact?> facts, IReadOnlyList<string> refresh) =>
        new() { Verdict = WebhookVerdict.Accepted, Facts = [.. facts.OfType<Fact>()], Refresh = refresh };

    private static bool HasToken(string secret, WebhookDelivery delivery) =>
        delivery.Header("X-Gitlab-Token") is { } given && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    // The newer signing tokens, by the Standard Webhooks specification: several signatures may stand there while a token is changed.
    private static bool IsSigned(string key, WebhookDelivery delivery)
    {
        var secret = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, secret, out var length) || delivery.Header("webhook-id") is not { } id || delivery.Header("webhook-timestamp") is not { } stamp ||
            !long.TryParse(stamp, out var seconds) || (delivery.ReceivedAt.ToUnixTimeSeconds() - seconds) is var age && Math.Abs(age) > Tolerance.TotalSeconds)
        {
            return false;
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.AsSpan(0, length));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{stamp}."));
        hmac.AppendData(delivery.Body.Span);
        var expected = hmac.GetHashAndReset();
        return (delivery.Header("webhook-signature") ?? "").Split(' ')
            .Any(signature => signature.StartsWith("v1,", StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Bytes(signature[3..]), expected));
    }

    private static ReadOnlySpan<byte> Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes.AsSpan(0, length) : [];
    }
}

/// <summary>What a webhook may carry; each event fills its own part.</summary>
internal sealed class GitLabWebhookPayload
{
    public string? ObjectKind { get; set; }
    public string? EventName { get; set; }
    public GitLabWebhookProject? Project { get; set; }

    /// <summary>Of a pipeline, a merge request or a note, as the event says.</summary>
    public JsonElement? ObjectAttributes { get; set; }

    /// <summary>The name of the environment, in the events of deployments.</summary>
    [JsonConverter(typeof(LenientText))]
    public string? Environment { get; set; }
}

/// <summary>A project as webhooks tell it.</summary>
internal sealed class GitLabWebhookProject
{
    public long Id { get; set; }
    public string? PathWithNamespace { get; set; }

    public string? FullName => PathWithNamespace;

    public GitLabProject AsProject() => new() { Id = Id, PathWithNamespace = PathWithNamespace, Path = PathWithNamespace?.Split('/')[^1] };
}
