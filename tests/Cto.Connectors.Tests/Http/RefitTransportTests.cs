using System.Net;
using Cto.Connectors.Datadog;
using Cto.Connectors.GitHub;
using Cto.Connectors.GitLab;
using Cto.Connectors.Http;
using Cto.Connectors.Jenkins;
using Cto.Connectors.PagerDuty;
using Cto.Connectors.ThreatFeeds;
using Cto.Connectors.ThreatFeeds.Osv;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Http;

/// <summary>What becomes of a method of a typed interface on the wire, and of the answer on its way back.</summary>
public sealed class RefitTransportTests : IAsyncLifetime
{
    private readonly Queue<(int Status, string Body)> _answers = new();
    private readonly ServiceProvider _services = Connectors.Start();
    private StubHttp _vendor = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _vendor = await StubHttp.StartAsync(app => app.Map("/{**path}", async context =>
    {
        (context.Response.StatusCode, var body) = _answers.TryDequeue(out var answer) ? answer : (200, "{}");
        context.Response.ContentType = "application/json";
        context.Response.Headers.ETag = "\"2\"";
        if (context.Response.StatusCode != 304)
        {
            await context.Response.WriteAsync(body);
        }
    }));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _vendor.DisposeAsync();
    }

    [Fact]
    public async Task Routes_are_relative_to_the_base_address_and_values_are_escaped()
    {
        await Http("base/").For<IGitLabPeopleApi>(GitLabJson.Default).FileAsync(7, "docs/a b.yaml", "main&x", Token);

        Assert.Equal("/base/api/v4/projects/7/repository/files/docs%2Fa%20b.yaml?ref=main%26x", _vendor.Requests[^1].Target);
    }

    [Fact]
    public async Task What_is_escaped_already_stays_as_it_is()
    {
        await Http().For<IJenkinsApi>(JenkinsJson.Default).BuildAsync("job/a%20b/", 7, "id", Token);

        Assert.Equal("/job/a%20b/7/api/json?tree=id", _vendor.Requests[^1].Target);
    }

    [Fact]
    public async Task Truth_is_lower_case_and_nothing_is_left_out()
    {
        var api = Http().For<IPagerDutyApi>(PagerDutyJson.Default);

        await api.ScheduleAsync("P1", "a", "b", true, "UTC", Token);
        await api.ServicesAsync(null, 100, 0, Token);
        await api.ServicesAsync("", 100, 0, Token);

        Assert.Equal(["/schedules/P1?since=a&until=b&overflow=true&time_zone=UTC", "/services?limit=100&offset=0", "/services?query=&limit=100&offset=0"], _vendor.Requests.Select(request => request.Target));
        Assert.All(_vendor.Requests, request => Assert.Equal("application/vnd.pagerduty+json;version=2", request.Header("Accept")!.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_question_that_is_asked_again_has_its_body_again()
    {
        _answers.Enqueue((503, ""));
        _answers.Enqueue((200, """{"results":[]}"""));

        var answer = await Http().For<IOsvApi>(ThreatFeedsOsvJson.Default).QueryBatchAsync(new OsvBatch([]), Token);

        Assert.NotNull(answer.Content.Results);
        Assert.Equal(2, _vendor.Requests.Count);
        Assert.Equal(_vendor.Requests[0].Body, _vendor.Requests[1].Body);
        Assert.StartsWith("{", _vendor.Requests[1].Body, StringComparison.Ordinal);
        Assert.Equal("application/json", _vendor.Requests[1].Header("Content-Type"));
    }

    [Fact]
    public async Task An_answer_without_content_has_its_headers()
    {
        _answers.Enqueue((304, ""));

        var answer = await Http().For<IGitHubApi>(GitHubJson.Default).ReleasesAsync("acme", "shop", 100, 1, "\"1\"", Token);

        Assert.Equal((HttpStatusCode.NotModified, "\"2\""), (answer.Status, answer.Headers.ETag?.Tag));
        Assert.Null(answer.Content);
        Assert.Equal("\"1\"", _vendor.Requests[^1].Header("If-None-Match"));
        Assert.Equal("/repos/acme/shop/releases", answer.Address.AbsolutePath);
    }

    [Fact]
    public async Task Brackets_in_names_are_escaped()
    {
        await Http().For<IDatadogV2Api>(DatadogJson.Default).IncidentsAsync(10, 20, Token);

        Assert.Equal("/api/v2/incidents?page%5Bsize%5D=10&page%5Boffset%5D=20", _vendor.Requests[^1].Target);
    }

    private SourceHttp Http(string below = "") => _services.GetRequiredService<SourceHttpFactory>().Open(new(_vendor.Address, below), new TestDialect());
}
