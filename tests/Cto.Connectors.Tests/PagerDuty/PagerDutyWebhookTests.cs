using System.Security.Cryptography;
using System.Text;
using Cto.Connectors.PagerDuty;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.PagerDuty;

public sealed class PagerDutyWebhookTests : IAsyncDisposable
{
    private const string Acknowledged = """
        {"event":{"id":"5AC","event_type":"incident.acknowledged","resource_type":"incident","occurred_at":"2026-11-02T18:45:22.169Z","data":{"id":"QABC","type":"incident",
        "html_url":"https://acme.pagerduty.com/incidents/QABC","number":12,"status":"acknowledged","created_at":"2026-11-02T18:40:00Z","title":"Down","service":{"id":"PF9","summary":"Checkout Service","type":"service_reference"},
        "assignees":[{"id":"PTU","summary":"Ada","type":"user_reference"}],"priority":{"id":"PSO","summary":"P1","type":"priority_reference"},"urgency":"high"}}}
        """;

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public void A_delivery_brings_the_incident_and_asks_for_its_log()
    {
        var outcome = Receive(Acknowledged, Signature(Acknowledged));

        Assert.Equal((WebhookVerdict.Accepted, PagerDutyStreams.Incidents), (outcome.Verdict, Assert.Single(outcome.Refresh)));
        var incident = Assert.IsType<Incident>(Assert.Single(outcome.Facts));
        Assert.Equal(("pagerduty:QABC", IncidentStatus.Acknowledged, IncidentSeverity.Sev1, "Ada", "Checkout Service"), (incident.Key, incident.Status, incident.Severity, incident.Assignee, incident.Service));
        // To the second, as the log has it, and a hair older: what is read of the log tells more, and a delivery that comes late does not replace it.
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 18, 45, 22, TimeSpan.Zero).AddMilliseconds(-1), incident.ChangedAt);
    }

    [Fact]
    public void Any_of_several_signatures_will_do()
    {
        var wrong = $"v1={new string('0', 64)}";

        Assert.Equal(WebhookVerdict.Accepted, Receive(Acknowledged, $"{wrong},{Signature(Acknowledged)}").Verdict);
        Assert.Equal(WebhookVerdict.Accepted, Receive(Acknowledged, $"{Signature(Acknowledged)}, {wrong}").Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Acknowledged, $"{wrong},{wrong}").Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=")]
    [InlineData("v1=zz")]
    [InlineData("v0=0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_missing_or_malformed_signature_is_rejected(string? signature) => Assert.Equal(WebhookVerdict.Rejected, Receive(Acknowledged, signature).Verdict);

    [Fact]
    public void A_signature_of_another_body_is_rejected() => Assert.Equal(WebhookVerdict.Rejected, Receive(Acknowledged.Replace("QABC", "QXYZ", StringComparison.Ordinal), Signature(Acknowledged)).Verdict);

    [Fact]
    public void Without_a_secret_nothing_is_accepted()
    {
        var source = PagerDutySample.At(new("https://api.pagerduty.com/")) with { Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new("t") }) };

        Assert.Equal(WebhookVerdict.Rejected, Receive(Acknowledged, Signature(Acknowledged), source).Verdict);
    }

    [Fact]
    public void A_replay_says_the_same_again()
    {
        var (first, again) = (Receive(Acknowledged, Signature(Acknowledged)), Receive(Acknowledged, Signature(Acknowledged)));

        Assert.Equal(first.Facts, again.Facts);
    }

    [Theory]
    [InlineData("""{"event":{"event_type":"pagey.ping","data":{"type":"ping"}}}""", WebhookVerdict.Accepted, 0)]
    [InlineData("""{"event":{"event_type":"incident.annotated","data":{"type":"incident_note","id":"P1","content":"x"}}}""", WebhookVerdict.Accepted, 1)]
    [InlineData("""{"event":{"event_type":"service.updated","data":{"type":"service","id":"P1"}}}""", WebhookVerdict.Ignored, 0)]
    [InlineData("""{"event":{"event_type":"incident.sung","data":null}}""", WebhookVerdict.Ignored, 0)]
    [InlineData("""{}""", WebhookVerdict.Ignored, 0)]
    [InlineData("""[1]""", WebhookVerdict.Ignored, 0)]
    [InlineData("""no json""", WebhookVerdict.Ignored, 0)]
    public void Other_deliveries_bring_no_fact(string body, WebhookVerdict verdict, int refreshed)
    {
        var outcome = Receive(body, Signature(body));

        Assert.Equal((verdict, 0, refreshed), (outcome.Verdict, outcome.Facts.Count, outcome.Refresh.Count));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string Signature(string body) => $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("hook-secret"), Encoding.UTF8.GetBytes(body)))}";

    private WebhookOutcome Receive(string body, string? signature, SourceConnection? source = null) => _services.Connector("pagerduty").Webhooks!.Receive(
        source ?? PagerDutySample.At(new("https://api.pagerduty.com/")),
        new(signature is null ? new Dictionary<string, string>() : new() { ["x-pagerduty-signature"] = signature }, Encoding.UTF8.GetBytes(body), default));
}
