using Cto.Connectors.Asana;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Asana;

public sealed class AsanaWebhookTests : IAsyncDisposable
{
    private const string Changed = """{"events":[{"action":"changed","resource":{"gid":"1","resource_type":"task","resource_subtype":"default_task"}},{"action":"added","resource":{"gid":"2","resource_type":"story"},"parent":{"gid":"1","resource_type":"task"}}]}""";

    private readonly ServiceProvider _services = Connectors.Start();

    private static SourceConnection Source => VendorSource.Of("asana", "https://app.asana.com/api/1.0", "token", ("webhookSecret", "one\ntwo"));

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public void A_change_makes_the_tasks_be_read_whichever_webhook_told_it(string secret) => Assert.Equal([AsanaStreams.Tasks], Receive(Changed, ("X-Hook-Signature", VendorSource.Signature(secret, Changed))).Refresh);

    [Fact]
    public void A_handshake_gets_its_secret_back_and_nothing_is_learned_from_it()
    {
        var outcome = Receive("{}", ("X-Hook-Secret", "b537207f20cbfa02357cf448134da559"));

        Assert.Equal(WebhookVerdict.Ignored, outcome.Verdict);
        Assert.Equal("b537207f20cbfa02357cf448134da559", outcome.Reply!.Headers["X-Hook-Secret"]);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Changed, ("X-Hook-Signature", VendorSource.Signature("b537207f20cbfa02357cf448134da559", Changed))).Verdict);
    }

    [Fact]
    public void A_handshake_cannot_send_other_headers() => Assert.Null(Receive("{}", ("X-Hook-Secret", "x\r\nSet-Cookie: a=b")).Reply);

    [Fact]
    public void A_missing_or_wrong_signature_is_rejected()
    {
        Assert.Equal(WebhookVerdict.Rejected, Receive(Changed).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Changed, ("X-Hook-Signature", VendorSource.Signature("three", Changed))).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Changed, ("X-Hook-Signature", "zz"), ("X-Hook-Secret", "one")).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, _services.Connector("asana").Webhooks!.Receive(VendorSource.Of("asana", "https://app.asana.com/api/1.0", "token"), VendorSource.Delivery(Changed, ("X-Hook-Signature", VendorSource.Signature("", Changed)))).Verdict);
    }

    [Theory]
    [InlineData("""{"events":[]}""")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"events":[null,{},{"resource":{"resource_type":"goal"}}]}""")]
    public void Heartbeats_and_genuine_nonsense_are_ignored(string body) => Assert.Equal(WebhookVerdict.Ignored, Receive(body, ("X-Hook-Signature", VendorSource.Signature("one", body))).Verdict);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private WebhookOutcome Receive(string body, params (string, string)[] headers) => _services.Connector("asana").Webhooks!.Receive(Source, VendorSource.Delivery(body, headers));
}
