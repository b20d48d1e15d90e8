using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Snyk;

public sealed class SnykWebhookTests : IAsyncDisposable
{
    private const string Snapshot = """{"org":{"id":"1","slug":"acme"},"project":{"id":"2"},"newIssues":[{"id":"npm:ms:1"}],"removedIssues":[]}""";

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public void A_new_snapshot_says_what_to_read_anew_however_often_it_comes()
    {
        foreach (var _ in (int[])[1, 2])
        {
            var outcome = Receive(Snapshot);

            Assert.Equal((WebhookVerdict.Accepted, "issues"), (outcome.Verdict, Assert.Single(outcome.Refresh)));
            Assert.Empty(outcome.Facts);
        }
    }

    [Theory]
    [InlineData("ping/v0", """{"webhookId":"1"}""", WebhookVerdict.Accepted)]
    [InlineData("project_snapshot/v0", """{"org":{"slug":"acme"},"newIssues":[],"removedIssues":[]}""", WebhookVerdict.Accepted)]
    [InlineData("project_snapshot/v0", """{"org":{"slug":"other"},"newIssues":[{}]}""", WebhookVerdict.Ignored)]
    [InlineData("issue_created/v9", "{}", WebhookVerdict.Ignored)]
    [InlineData("project_snapshot/v0", "[]", WebhookVerdict.Ignored)]
    [InlineData("project_snapshot/v0", "null", WebhookVerdict.Ignored)]
    public void What_brings_nothing_new_asks_for_nothing(string name, string body, WebhookVerdict verdict)
    {
        var outcome = Receive(body, name);

        Assert.Equal(verdict, outcome.Verdict);
        Assert.Empty(outcome.Refresh);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=00")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void A_wrong_or_missing_signature_is_rejected(string? signature) =>
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source, VendorSource.Delivery(Snapshot, [("X-Snyk-Event", "project_snapshot/v0"), .. signature is null ? [] : new[] { ("X-Hub-Signature", signature) }])).Verdict);

    [Fact]
    public void A_signature_of_another_body_or_secret_is_rejected()
    {
        Assert.Equal(WebhookVerdict.Rejected, Receive(Snapshot, signed: Snapshot + " ").Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Snapshot, secret: "another").Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source with { Credentials = null }, VendorSource.Delivery(Snapshot)).Verdict);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static SourceConnection Source => new SnykSample().At(new("https://snyk.test/")).With(("organizations", "acme"));

    private IWebhookReceiver Receiver => _services.Connector("snyk").Webhooks!;

    private WebhookOutcome Receive(string body, string name = "project_snapshot/v0", string secret = "hook-secret", string? signed = null) =>
        Receiver.Receive(Source, VendorSource.Delivery(body, ("X-Snyk-Event", name), ("X-Hub-Signature", $"sha256={VendorSource.Signature(secret, signed ?? body)}")));
}
