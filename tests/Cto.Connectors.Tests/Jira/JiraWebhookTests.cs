using Cto.Connectors.Jira;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Jira;

public sealed class JiraWebhookTests : IAsyncDisposable
{
    private const string Updated = """{"timestamp":1793500000000,"webhookEvent":"jira:issue_updated","issue":{"id":"10001","key":"PAY-1","fields":{"project":{"key":"PAY"}}},"changelog":{"id":"7","items":[]}}""";

    private readonly ServiceProvider _services = Connectors.Start();

    private static SourceConnection Source => VendorSource.Of("jira", "https://acme.atlassian.net", "token", ("webhookSecret", "hook"));

    [Fact]
    public void An_issue_is_read_soon()
    {
        var outcome = Receive(Updated, VendorSource.Signature("hook", Updated));

        Assert.Equal(WebhookVerdict.Accepted, outcome.Verdict);
        Assert.Equal([JiraStreams.Issues], outcome.Refresh);
    }

    [Fact]
    public void A_sprint_is_read_soon_and_not_taken_as_it_is_told_for_it_may_be_told_late()
    {
        const string Body = """{"webhookEvent":"sprint_started","sprint":{"id":7,"state":"active","name":"Sprint 7","startDate":"2026-11-01T10:00:00.000Z","endDate":"2026-11-14T10:00:00.000Z","originBoardId":3}}""";

        var outcome = Receive(Body, VendorSource.Signature("hook", Body));

        Assert.Equal([JiraStreams.Sprints], outcome.Refresh);
        Assert.Empty(outcome.Facts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=00")]
    [InlineData("sha1=0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_wrong_signature_is_rejected(string? signature) => Assert.Equal(WebhookVerdict.Rejected, Verdict(Source, Updated, signature));

    [Fact]
    public void A_signature_of_another_secret_or_body_is_rejected()
    {
        Assert.Equal(WebhookVerdict.Rejected, Receive(Updated, VendorSource.Signature("other", Updated)).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Updated + " ", VendorSource.Signature("hook", Updated)).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Verdict(VendorSource.Of("jira", "https://acme.atlassian.net", "token"), Updated, $"sha256={VendorSource.Signature("", Updated)}"));
    }

    [Fact]
    public void A_replay_asks_for_the_same_and_does_no_harm() => Assert.Equal(Receive(Updated, VendorSource.Signature("hook", Updated)).Refresh, Receive(Updated, VendorSource.Signature("hook", Updated)).Refresh);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"webhookEvent":"comment_created"}""")]
    [InlineData("""{"webhookEvent":"jira:issue_updated"}""")]
    [InlineData("""{"webhookEvent":"sprint_closed","sprint":{}}""")]
    [InlineData("""{"webhookEvent":"jira:issue_deleted","issue":{"id":"1","key":"PAY-1"}}""")]
    public void Genuine_nonsense_is_ignored(string body) => Assert.Equal(WebhookVerdict.Ignored, Receive(body, VendorSource.Signature("hook", body)).Verdict);

    [Fact]
    public void A_project_that_is_not_meant_is_ignored() =>
        Assert.Equal(WebhookVerdict.Ignored, Verdict(Source.With(("projects", "SEC")), Updated, $"sha256={VendorSource.Signature("hook", Updated)}"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private WebhookOutcome Receive(string body, string signature) => _services.Connector("jira").Webhooks!.Receive(Source, VendorSource.Delivery(body, ("X-Hub-Signature", $"sha256={signature}")));

    private WebhookVerdict Verdict(SourceConnection source, string body, string? signature) =>
        _services.Connector("jira").Webhooks!.Receive(source, signature is null ? VendorSource.Delivery(body) : VendorSource.Delivery(body, ("x-hub-signature", signature))).Verdict;
}
