using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cto.Connectors.Slack;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Slack;

public sealed class SlackWebhookTests : IAsyncDisposable
{
    private const string Joined = """{"type":"event_callback","team_id":"T1","event":{"type":"team_join","user":{"id":"U1"}}}""";

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public void The_challenge_is_answered()
    {
        var outcome = Receive("""{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}""");

        Assert.Equal((WebhookVerdict.Accepted, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"), (outcome.Verdict, outcome.Reply!.Text));
    }

    [Fact]
    public void The_challenge_of_a_stranger_is_not() => Assert.Equal((WebhookVerdict.Rejected, null), (Receive("""{"challenge":"x","type":"url_verification"}""", secret: "other") is { } outcome ? (outcome.Verdict, outcome.Reply) : default));

    [Theory]
    [InlineData("team_join", SlackStreams.Users)]
    [InlineData("user_change", SlackStreams.Users)]
    [InlineData("channel_rename", SlackStreams.Channels)]
    public void An_event_makes_its_stream_run(string name, string stream) => Assert.Equal([stream], Receive(Joined.Replace("team_join", name, StringComparison.Ordinal)).Refresh);

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    [InlineData(-86400)]
    public void A_delivery_of_another_time_is_rejected(int seconds) => Assert.Equal(WebhookVerdict.Rejected, Receive(Joined, seconds: seconds).Verdict);

    [Theory]
    [InlineData(-299)]
    [InlineData(299)]
    public void A_clock_may_be_minutes_off(int seconds) => Assert.Equal(WebhookVerdict.Accepted, Receive(Joined, seconds: seconds).Verdict);

    [Theory]
    [InlineData(null, "1")]
    [InlineData("v0=00", null)]
    [InlineData("v0=", "now")]
    [InlineData("v1=00", "now")]
    [InlineData("v0=0000000000000000000000000000000000000000000000000000000000000000", "now")]
    [InlineData("v0=0000000000000000000000000000000000000000000000000000000000000000", "999999999999999999")]
    [InlineData("v0=0000000000000000000000000000000000000000000000000000000000000000", "-1")]
    public void A_missing_or_wrong_signature_is_rejected(string? signature, string? timestamp)
    {
        var headers = new List<(string, string)>();
        headers.AddRange(signature is null ? [] : [("X-Slack-Signature", signature)]);
        headers.AddRange(timestamp is null ? [] : [("X-Slack-Request-Timestamp", timestamp == "now" ? Connectors.Today.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : timestamp)]);

        Assert.Equal(WebhookVerdict.Rejected, _services.Connector("slack").Webhooks!.Receive(Source, VendorSource.Delivery(Joined, [.. headers])).Verdict);
    }

    [Fact]
    public void Without_a_secret_nothing_is_taken() =>
        Assert.Equal(WebhookVerdict.Rejected, _services.Connector("slack").Webhooks!.Receive(VendorSource.Of("slack", "https://slack.com/api", "token"), Delivery(Joined, "", 0)).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"url_verification"}""")]
    [InlineData("""{"type":"event_callback","event":{"type":"message"}}""")]
    public void Genuine_nonsense_is_ignored(string body) => Assert.Equal(WebhookVerdict.Ignored, Receive(body).Verdict);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static SourceConnection Source => VendorSource.Of("slack", "https://slack.com/api", "token", ("webhookSecret", "signing-secret"));

    private WebhookOutcome Receive(string body, string secret = "signing-secret", int seconds = 0) => _services.Connector("slack").Webhooks!.Receive(Source, Delivery(body, secret, seconds));

    private static WebhookDelivery Delivery(string body, string secret, int seconds)
    {
        var timestamp = Connectors.Today.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));
        return VendorSource.Delivery(body, ("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", $"v0={signature}"));
    }
}
