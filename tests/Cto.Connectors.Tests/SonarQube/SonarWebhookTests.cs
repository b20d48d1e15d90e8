using Cto.Domain.Quality;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.SonarQube;

public sealed class SonarWebhookTests : IAsyncDisposable
{
    private const string Analysis = """
        {"serverUrl":"https://sonar.test","taskId":"AVh21JS2JepAEhwQ-b3u","status":"SUCCESS","analysedAt":"2026-11-01T10:30:00+0100","revision":"c739069ec7105e01303e8b3065a81141aad9f129",
         "project":{"key":"shop","name":"Shop","url":"https://sonar.test/dashboard?id=shop"},"branch":{"name":"main","type":"BRANCH","isMain":true},
         "qualityGate":{"name":"Sonar way","status":"ERROR","conditions":[{"metric":"new_coverage","operator":"LESS_THAN","value":"61.5","status":"ERROR","errorThreshold":"80"},{"metric":"new_bugs","operator":"GREATER_THAN","status":"NO_VALUE","errorThreshold":"0"}]}}
        """;

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public void An_analysis_tells_the_gate_at_once_and_the_rest_is_read()
    {
        var outcome = Receive(Analysis);
        var again = Receive(Analysis);

        var gate = Assert.IsType<QualityGate>(Assert.Single(outcome.Facts));
        Assert.Equal((QualityGateStatus.Failed, "shop", "Shop"), (gate.Status, gate.Project, gate.Name));
        Assert.Equal(["new_coverage 61.5 < 80"], gate.Failed!);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.Zero), gate.AnalyzedAt);
        Assert.Equal(["quality-gates", "issue-counts", "measures"], outcome.Refresh);
        Assert.Equal((gate.Key, gate.ChangedAt), (again.Facts[0].Key, again.Facts[0].ChangedAt));
    }

    [Theory]
    [InlineData("\"isMain\":true", "\"isMain\":false")]
    [InlineData("\"SUCCESS\"", "\"FAILED\"")]
    [InlineData("\"key\":\"shop\",\"name\":\"Shop\"", "\"key\":\"other\",\"name\":\"Other\"")]
    [InlineData("\"project\":", "\"projekt\":")]
    public void What_says_nothing_of_the_main_branch_of_our_projects_is_ignored(string text, string other)
    {
        var outcome = Receive(Analysis.Replace(text, other, StringComparison.Ordinal));

        Assert.Equal(WebhookVerdict.Ignored, outcome.Verdict);
        Assert.NotNull(outcome.Reason);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("x")]
    public void Genuine_nonsense_is_ignored(string body) => Assert.Equal(WebhookVerdict.Ignored, Receive(body).Verdict);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz")]
    public void A_wrong_or_missing_signature_is_rejected(string? signature) =>
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source, VendorSource.Delivery(Analysis, signature is null ? [] : [("X-Sonar-Webhook-HMAC-SHA256", signature)])).Verdict);

    [Fact]
    public void A_signature_of_another_body_or_secret_is_rejected()
    {
        Assert.Equal(WebhookVerdict.Rejected, Receive(Analysis, signed: Analysis + " ").Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Analysis, secret: "another").Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source with { Credentials = null }, VendorSource.Delivery(Analysis)).Verdict);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static SourceConnection Source => new SonarSample().At(new("https://sonar.test/")).With(("projects", "shop"));

    private IWebhookReceiver Receiver => _services.Connector("sonarqube").Webhooks!;

    private WebhookOutcome Receive(string body, string secret = "hook-secret", string? signed = null) =>
        Receiver.Receive(Source, VendorSource.Delivery(body, ("x-sonar-webhook-hmac-sha256", VendorSource.Signature(secret, signed ?? body))));
}
