using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.CircleCI;

public sealed class CircleWebhookTests : IAsyncDisposable
{
    private const string Completed = """
        {"id":"3888f21b-eaa7-38e3-8f3d-75a63bba8895","type":"workflow-completed","happened_at":"2026-11-01T22:49:34.317Z","webhook":{"id":"cf8c4fdd"},
         "workflow":{"id":"fda08377-fe7e-46b1-8992-3a7aaecac9c3","name":"build-and-deploy","created_at":"2026-11-01T22:39:03.616Z","stopped_at":"2026-11-01T22:49:34.170Z","status":"success"},
         "pipeline":{"id":"1285fe1d-d3a6-44fc-8886-8979558254c4","number":130,"created_at":"2026-11-01T22:39:03.544Z","trigger":{"type":"webhook"},
          "vcs":{"provider_name":"github","origin_repository_url":"https://github.com/acme/search-api","target_repository_url":"https://github.com/acme/search-api","revision":"1dc6aa69429bff4806ad6afe58d3d8f57e25973e","branch":"main"}},
         "project":{"id":"84996744","name":"search-api","slug":"github/acme/search-api"},"organization":{"id":"f22b6566","name":"acme"}}
        """;

    private const string Job = """
        {"type":"job-completed","job":{"id":"8fa8734a-f9cb-4a1c-b6a5-2bd4e2ec6c00","number":136,"name":"deploy-production","status":"failed","started_at":"2026-11-01T22:40:00Z","stopped_at":"2026-11-01T22:41:00Z"},
         "workflow":{"id":"fda08377-fe7e-46b1-8992-3a7aaecac9c3","name":"build-and-deploy"},"pipeline":{"id":"1","trigger":{"type":"webhook"},"vcs":{"target_repository_url":"https://github.com/acme/search-api","revision":"1dc6aa6"}},
         "project":{"slug":"github/acme/search-api"}}
        """;

    private readonly ServiceProvider _services = Connectors.Start();

    [Fact]
    public void A_completed_workflow_is_a_run_at_once_and_the_pipeline_is_read()
    {
        var outcome = Receive(Completed);
        var again = Receive(Completed);

        var run = Assert.IsType<PipelineRun>(Assert.Single(outcome.Facts));
        Assert.Equal(("circleci:workflow/fda08377-fe7e-46b1-8992-3a7aaecac9c3", "acme/search-api", PipelineResult.Success), (run.Key, run.Repository, run.Result));
        // What the API says of the same instant knows the attempt, and stands.
        Assert.True(run.ChangedAt < run.FinishedAt);
        Assert.Equal(["pipelines"], outcome.Refresh);
        Assert.Equal(run, again.Facts[0]);
    }

    [Fact]
    public void A_deploying_job_is_a_deployment()
    {
        var deployment = Assert.IsType<Deployment>(Assert.Single(Receive(Job).Facts));

        Assert.Equal(("circleci:deployment/8fa8734a-f9cb-4a1c-b6a5-2bd4e2ec6c00", DeploymentResult.Failure, "production"), (deployment.Key, deployment.Result, deployment.Environment));
    }

    [Theory]
    [InlineData("deploy-production", "unit-tests")]
    [InlineData("job-completed", "ping")]
    [InlineData("github/acme/search-api", "github/acme/other")]
    public void What_tells_nothing_that_is_kept_is_ignored(string text, string other) =>
        Assert.Equal(WebhookVerdict.Ignored, Receive(Job.Replace(text, other, StringComparison.Ordinal)).Verdict);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":"workflow-completed","project":{"slug":7}}""")]
    public void Genuine_nonsense_is_ignored(string body) => Assert.Equal(WebhookVerdict.Ignored, Receive(body).Verdict);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=")]
    [InlineData("v1=00")]
    [InlineData("v2={0}")]
    public void A_wrong_or_missing_signature_is_rejected(string? signature) => Assert.Equal(
        WebhookVerdict.Rejected,
        Receiver.Receive(Source, VendorSource.Delivery(Completed, signature is null ? [] : [("circleci-signature", signature.Replace("{0}", VendorSource.Signature("hook-secret", Completed), StringComparison.Ordinal))])).Verdict);

    [Fact]
    public void Of_several_signatures_the_known_version_counts()
    {
        var signed = VendorSource.Delivery(Completed, ("Circleci-Signature", $"v2=abc, v1={VendorSource.Signature("hook-secret", Completed)}"));

        Assert.Equal(WebhookVerdict.Accepted, Receiver.Receive(Source, signed).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source, signed with { Body = "{}"u8.ToArray() }).Verdict);
        Assert.Equal(WebhookVerdict.Rejected, Receiver.Receive(Source with { Credentials = null }, signed).Verdict);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static SourceConnection Source => new CircleSample().At(new("https://circleci.test/"));

    private IWebhookReceiver Receiver => _services.Connector("circleci").Webhooks!;

    private WebhookOutcome Receive(string body) => Receiver.Receive(Source, VendorSource.Delivery(body, ("circleci-signature", $"v1={VendorSource.Signature("hook-secret", body)}")));
}
