using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.GitLab;

public sealed class GitLabWebhookTests : IAsyncDisposable
{
    private const string Pipeline = """{"object_kind":"pipeline","object_attributes":{"id":31,"ref":"main","sha":"abc","source":"push","status":"success","created_at":"2026-11-01 10:00:00 UTC","finished_at":"2026-11-01 10:05:00 UTC"},"project":{"id":1,"path_with_namespace":"acme/shop"}}""";

    private readonly ServiceProvider _services = Connectors.Start();

    private IWebhookReceiver Receiver => _services.Connector("gitlab").Webhooks!;

    [Theory]
    [InlineData(GitLabSample.WebhookSecret, WebhookVerdict.Accepted)]
    [InlineData("hook-tokem", WebhookVerdict.Rejected)]
    [InlineData("", WebhookVerdict.Rejected)]
    [InlineData(null, WebhookVerdict.Rejected)]
    public void The_token_opens(string? token, WebhookVerdict verdict) => Assert.Equal(verdict, Receive(token is null ? [] : new() { ["x-gitlab-token"] = token }, Pipeline).Verdict);

    [Fact]
    public void A_signing_token_wants_a_signature_of_these_very_bytes_and_of_now()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var secret = $"whsec_{Convert.ToBase64String(key)}";
        var now = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(WebhookVerdict.Accepted, Receive(Signed(key, now, Pipeline), Pipeline, secret, now).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Signed(key, now, Pipeline), $"{Pipeline} ", secret, now).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Signed(key, now, Pipeline), Pipeline, secret, now.AddMinutes(6)).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receive(Signed(RandomNumberGenerator.GetBytes(32), now, Pipeline), Pipeline, secret, now).Verdict);
        // The plain token proves nothing where a signature is expected, even if it is the right text.
        Assert.Equal(WebhookVerdict.Rejected, Receive(new() { ["X-Gitlab-Token"] = secret }, Pipeline, secret, now).Verdict);
    }

    [Fact]
    public void A_pipeline_is_a_fact_at_once()
    {
        var outcome = Receive(new() { ["X-Gitlab-Token"] = GitLabSample.WebhookSecret }, Pipeline);

        var run = Assert.IsType<PipelineRun>(Assert.Single(outcome.Facts));
        Assert.Equal((PipelineResult.Success, "acme/shop", new DateTimeOffset(2026, 11, 1, 10, 5, 0, TimeSpan.Zero)), (run.Result, run.Repository, run.FinishedAt));
    }

    [Theory]
    [InlineData("""{"object_kind":"merge_request","project":{"id":1,"path_with_namespace":"acme/shop"},"object_attributes":{"iid":1}}""", "merge-requests,merge-request-details")]
    [InlineData("""{"object_kind":"note","project":{"id":1,"path_with_namespace":"acme/shop"}}""", "merge-requests,merge-request-details")]
    [InlineData("""{"object_kind":"deployment","environment":"production","project":{"id":1,"path_with_namespace":"acme/shop"}}""", "deployments")]
    [InlineData("""{"object_kind":"release","project":{"id":1,"path_with_namespace":"acme/shop"}}""", "releases")]
    [InlineData("""{"event_name":"user_add_to_group","group_path":"acme"}""", "members")]
    public void What_tells_less_than_the_API_asks_for_it(string body, string streams) =>
        Assert.Equal(streams, string.Join(',', Receive(new() { ["X-Gitlab-Token"] = GitLabSample.WebhookSecret }, body).Refresh));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"object_kind":"pipeline","project":{"id":9,"path_with_namespace":"others/thing"}}""")]
    [InlineData("""{"object_kind":"wiki_page","project":{"id":1,"path_with_namespace":"acme/shop"}}""")]
    public void Genuine_nonsense_is_ignored(string body) =>
        Assert.Equal(WebhookVerdict.Ignored, Receive(new() { ["X-Gitlab-Token"] = GitLabSample.WebhookSecret }, body).Verdict);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static Dictionary<string, string> Signed(byte[] key, DateTimeOffset at, string body) => new()
    {
        ["webhook-id"] = "msg_1",
        ["webhook-timestamp"] = $"{at.ToUnixTimeSeconds()}",
        ["webhook-signature"] = $"v1,{Convert.ToBase64String(new byte[32])} v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"msg_1.{at.ToUnixTimeSeconds()}.{body}")))}",
    };

    private WebhookOutcome Receive(Dictionary<string, string> headers, string body, string secret = GitLabSample.WebhookSecret, DateTimeOffset at = default) =>
        Receiver.Receive(GitLabSample.At(new("https://gitlab.test/"), secret), new(headers, Encoding.UTF8.GetBytes(body), at));
}
