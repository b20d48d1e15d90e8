using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubWebhookTests : IAsyncDisposable
{
    private const string Secret = "It's a Secret to Everybody";

    private readonly ServiceProvider _services = Connectors.Start();

    private IWebhookReceiver Receiver => _services.Connector("github").Webhooks!;

    [Fact]
    public void The_signature_is_the_one_GitHub_documents()
    {
        var delivery = new WebhookDelivery(
            new Dictionary<string, string> { ["X-Hub-Signature-256"] = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", ["X-GitHub-Event"] = "ping" },
            "Hello, World!"u8.ToArray(),
            default);

        // Genuine, though no JSON: so it is ignored and not rejected.
        Assert.Equal(WebhookVerdict.Ignored, Receiver.Receive(Source("a/b"), delivery).Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1717")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59")]
    public void A_wrong_or_missing_signature_is_rejected(string? signature)
    {
        var headers = new Dictionary<string, string> { ["X-GitHub-Event"] = "ping" };
        if (signature is not null)
        {
            headers["X-Hub-Signature-256"] = signature;
        }

        var outcome = Receiver.Receive(Source("a/b"), new(headers, "Hello, World!"u8.ToArray(), default));

        Assert.Equal(WebhookVerdict.Rejected, outcome.Verdict);
    }

    [Fact]
    public void A_body_changed_by_one_byte_is_rejected()
    {
        var genuine = Delivery("ping", """{"zen":"Keep it logically awesome."}""");

        Assert.Equal(WebhookVerdict.Accepted, Receiver.Receive(Source("a/b"), genuine).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source("a/b"), genuine with { Body = """{"zen":"Keep it logically awesome!"}"""u8.ToArray() }).Verdict);
    }

    [Fact]
    public void Without_a_secret_nothing_is_believed() =>
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source("a/b") with { Credentials = new("token", new Dictionary<string, Secret>()) }, Delivery("ping", "{}", "")).Verdict);

    [Fact]
    public void A_draft_that_becomes_ready_is_known_from_here_alone()
    {
        var outcome = Receive("pull_request", new { action = "ready_for_review", pull_request = StubGitHub.Pull(1, 77) });

        Assert.Equal(new(2026, 11, 1, 1, 17, 0, TimeSpan.Zero), Assert.IsType<PullRequest>(Assert.Single(outcome.Facts)).ReadyAt);
        Assert.Empty(outcome.Refresh);
    }

    [Fact]
    public void A_merge_asks_for_the_details()
    {
        var outcome = Receive("pull_request", new { action = "closed", pull_request = StubGitHub.Pull(1, 77, merged: 77) });

        Assert.Equal([GitHubStreams.PullRequestDetails], outcome.Refresh);
        Assert.NotNull(Assert.IsType<PullRequest>(Assert.Single(outcome.Facts)).MergeCommit);
    }

    [Fact]
    public void A_replay_tells_the_same_facts_and_an_old_one_says_so()
    {
        var late = Receive("pull_request", new { action = "closed", pull_request = StubGitHub.Pull(1, 77, merged: 77) }).Facts[0];
        var again = Receive("pull_request", new { action = "closed", pull_request = StubGitHub.Pull(1, 77, merged: 77) }).Facts[0];
        var early = Receive("pull_request", new { action = "opened", pull_request = StubGitHub.Pull(1, 1) }).Facts[0];

        Assert.Equal((late.Key, late.ChangedAt), (again.Key, again.ChangedAt));
        Assert.Equal(late.Key, early.Key);
        Assert.True(early.ChangedAt < late.ChangedAt);
    }

    [Theory]
    [InlineData("success", DeploymentResult.Success)]
    [InlineData("failure", DeploymentResult.Failure)]
    [InlineData("in_progress", null)]
    public void A_deployment_status_is_a_fact_at_once_and_the_rest_is_asked_for(string state, DeploymentResult? result)
    {
        var outcome = Receive("deployment_status", new { deployment = Deployment(), deployment_status = new { state, created_at = StubGitHub.At(9) } });

        Assert.Equal(result, Assert.IsType<Deployment>(Assert.Single(outcome.Facts)).Result);
        Assert.Equal([GitHubStreams.Deployments], outcome.Refresh);
    }

    [Fact]
    public void Inactive_does_not_undo_a_success() =>
        Assert.Empty(Receive("deployment_status", new { deployment = Deployment(), deployment_status = new { state = "inactive", created_at = StubGitHub.At(9) } }).Facts);

    [Fact]
    public void A_repository_of_somebody_else_is_ignored() =>
        Assert.Equal(WebhookVerdict.Ignored, Receiver.Receive(Source("acme/other"), Delivery("pull_request", Payload(new { action = "opened", pull_request = StubGitHub.Pull(1, 1) }))).Verdict);

    [Theory]
    [InlineData("pull_request", "{}")]
    [InlineData("pull_request", "[]")]
    [InlineData("pull_request", "null")]
    [InlineData("pull_request", """{"repository":7}""")]
    [InlineData("star", """{"repository":{"id":1,"name":"shop","full_name":"acme/shop"}}""")]
    [InlineData("pull_request", """{"repository":{"id":1,"name":"shop","full_name":"acme/shop"}}""")]
    public void Genuine_nonsense_is_ignored(string name, string body) =>
        Assert.Equal(WebhookVerdict.Ignored, Receiver.Receive(Source("acme/shop"), Delivery(name, body)).Verdict);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>A source of one repository with the webhook secret.</summary>
    internal static SourceConnection Source(string? repository, string? organization = null) => new()
    {
        TenantId = Guid.NewGuid(),
        SourceId = Guid.NewGuid(),
        Connector = "github",
        Name = "test",
        Settings = new(new Dictionary<string, string> { ["repositories"] = repository ?? "", ["organization"] = organization ?? "" }),
        Credentials = new("token", new Dictionary<string, Secret> { ["webhookSecret"] = new(Secret) }),
    };

    /// <summary>A delivery with the right signature.</summary>
    internal static WebhookDelivery Delivery(string name, string body, string secret = Secret) => new(
        new Dictionary<string, string>
        {
            ["x-github-event"] = name,
            ["x-hub-signature-256"] = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}",
        },
        Encoding.UTF8.GetBytes(body),
        default);

    private WebhookOutcome Receive(string name, object payload)
    {
        var outcome = Receiver.Receive(Source("acme/shop"), Delivery(name, Payload(payload)));
        Assert.Equal(WebhookVerdict.Accepted, outcome.Verdict);
        return outcome;
    }

    private static string Payload(object payload)
    {
        var node = StubGitHub.Node(payload);
        node["repository"] = StubGitHub.Node(new { id = 1, name = "shop", full_name = "acme/shop", html_url = "https://github.test/acme/shop" });
        return node.ToJsonString();
    }

    private static JsonObject Deployment() => StubGitHub.Node(new { id = 5, sha = "abc", @ref = "main", environment = "production", created_at = StubGitHub.At(1), updated_at = StubGitHub.At(1) });
}
