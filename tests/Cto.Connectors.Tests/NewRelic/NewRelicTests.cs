using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.NewRelic;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.NewRelic;

public sealed class NewRelicTests
{
    [Theory]
    [InlineData("""{"errorClass":"FORBIDDEN","code":"BAD_API_KEY"}""", "Invalid API key provided", SourceFault.Unauthorized)]
    [InlineData("""{"errorClass":"TOO_MANY_REQUESTS"}""", "slow down", SourceFault.Throttled)]
    [InlineData("""{"errorClass":"SERVER_ERROR"}""", "NRDB:1106928 - Account rate limit exceeded", SourceFault.Throttled)]
    [InlineData("""{"errorClass":"ACCESS_DENIED"}""", "Not authorized for account", SourceFault.Forbidden)]
    [InlineData("""{"errorClass":"TIMEOUT"}""", "took too long", SourceFault.Unavailable)]
    [InlineData("""{"errorClass":"INTERNAL_SERVER_ERROR"}""", "oops", SourceFault.Unavailable)]
    [InlineData("""{"errorClass":"BAD_USER_INPUT"}""", "NRQL Syntax Error: Error at line 1", SourceFault.UnexpectedReply)]
    [InlineData("""null""", "Cannot query field \"x\" on type \"Actor\".", SourceFault.UnexpectedReply)]
    public async Task An_error_inside_an_answer_of_200_is_an_error(string extensions, string message, SourceFault expected)
    {
        await using var stub = await AnswersAsync(_ => $$$"""{"data":{"actor":null},"errors":[{"message":{{{JsonValue.Create(message)!.ToJsonString()}}},"extensions":{{{extensions}}}}]}""");
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("newrelic").PagesAsync(NewRelicSample.At(stub.Address), NewRelicStreams.Entities);

        Assert.Empty(pages);
        Assert.Equal(expected, fault!.Fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_be_answered_in_part_is_read_and_says_so_and_withdraws_nothing()
    {
        var broken = false;
        await using var stub = await AnswersAsync(question => question.Search!.Contains("HOST", StringComparison.Ordinal) ? Found(null)
            : broken ? Found(null, Entity("A")).Replace("\"data\"", "\"errors\":[{\"message\":\"A shard is missing\"}],\"data\"", StringComparison.Ordinal)
            : Found(null, Entity("A"), Entity("B")));
        await using var services = Connectors.Start();
        var source = NewRelicSample.At(stub.Address);
        var (whole, _) = await services.Connector("newrelic").PagesAsync(source, NewRelicStreams.Entities);
        broken = true;

        var (partly, fault) = await services.Connector("newrelic").PagesAsync(source, NewRelicStreams.Entities, whole.Cursor());

        Assert.Null(fault);
        Assert.Equal(["A", "B"], whole.Facts().Cast<Service>().Select(service => service.Name));
        Assert.Equal(["A"], partly.Facts().Cast<Service>().Select(service => service.Name));
        Assert.Contains("A shard is missing", Assert.Single(partly[^1].Warnings), StringComparison.Ordinal);
        Assert.Empty(partly.SelectMany(page => page.Withdrawn));
    }

    [Fact]
    public async Task Pages_of_entities_are_followed_and_what_is_gone_is_withdrawn()
    {
        var gone = false;
        await using var stub = await AnswersAsync(question => (question.Search!.Contains("HOST", StringComparison.Ordinal), question.Cursor) switch
        {
            (true, _) => Found(null),
            (false, null) => Found("next", Entity("A")),
            _ => gone ? Found(null) : Found(null, Entity("B")),
        });
        await using var services = Connectors.Start();
        var source = NewRelicSample.At(stub.Address);
        var (first, _) = await services.Connector("newrelic").PagesAsync(source, NewRelicStreams.Entities);
        gone = true;

        var (second, _) = await services.Connector("newrelic").PagesAsync(source, NewRelicStreams.Entities, first.Cursor());

        Assert.Equal(2, first.Facts().Count());
        Assert.Equal(new FactKey(FactKinds.Service, "newrelic:B"), Assert.Single(second.SelectMany(page => page.Withdrawn)));
    }

    [Fact]
    public async Task Pages_without_an_end_are_noticed()
    {
        await using var stub = await AnswersAsync(_ => Found("again", Entity("A")));
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("newrelic").PagesAsync(NewRelicSample.At(stub.Address), NewRelicStreams.Entities);

        Assert.Contains("have no end", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_are_read_day_by_day_and_only_complete_spans_count()
    {
        var start = Connectors.Today.ToUnixTimeSeconds();
        await using var stub = await AnswersAsync(_ => Rows(
            Row(start - 600, """ "good":95,"valid":100 """),
            Row(start - 300, """ "good":0,"bad":3,"valid":50 """),
            Row(start - 299, """ "good":1,"valid":1 """)));
        await using var services = Connectors.Start();
        var source = NewRelicSample.At(stub.Address, ("accounts", "7"), ("sliDays", "3"));

        var (pages, fault) = await services.Connector("newrelic").PagesAsync(source, NewRelicStreams.Samples);
        var questions = stub.Requests.Count;
        var (again, _) = await services.Connector("newrelic").PagesAsync(source, NewRelicStreams.Samples, pages.Cursor());

        Assert.Null(fault);
        Assert.Equal(3, questions);
        Assert.Equal(questions + 1, stub.Requests.Count);
        var samples = again.Facts().Cast<SliSample>().ToList();
        Assert.Equal([(95d, 100d), (47d, 50d)], samples.Select(sample => (sample.Good, sample.Total)));
        Assert.Equal(("newrelic:SLI", 300), (samples[0].Slo, samples[0].Seconds));
    }

    [Fact]
    public async Task An_issue_is_what_its_last_event_says()
    {
        var at = Connectors.Today.AddHours(-2).ToUnixTimeMilliseconds();
        string Event(string name, int minutes, string rest = "") =>
            $$"""{"issueId":"i1","event":"{{name}}","title":"[\"High latency\"]","priority":"CRITICAL","entities":"[web-storefront, x]","timestamp":{{at + (minutes * 60_000)}},"createTime":{{at}}{{rest}}}""";
        await using var stub = await AnswersAsync(_ => Rows(Event("close", 30, $",\"closeTime\":{at + 1_800_000}"), Event("create", 0), Event("acknowledge", 5, $",\"acknowledgeTime\":{at + 300_000}")));
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("newrelic").PagesAsync(NewRelicSample.At(stub.Address, ("accounts", "7"), ("alertDays", "1")), NewRelicStreams.Alerts);

        var alert = Assert.IsType<Alert>(Assert.Single(pages.Facts()));
        Assert.Equal(("newrelic:i1", AlertStatus.Closed, "High latency", "web-storefront"), (alert.Key, alert.Status, alert.Title, alert.Service));
        Assert.Equal((alert.StartedAt.AddMinutes(5), alert.StartedAt.AddMinutes(30)), (alert.AcknowledgedAt, alert.ClosedAt));
    }

    [Fact]
    public async Task The_check_says_as_whom_and_names_an_account_out_of_reach()
    {
        await using var stub = await AnswersAsync(question => question.Nrql is not null ? Rows() : question.Search is not null ? Found(null)
            : """{"data":{"actor":{"user":{"email":"ada@acme.test"},"accounts":[{"id":7,"name":"Acme"}]}}}""");
        await using var services = Connectors.Start();
        var connector = services.Connector("newrelic");

        var check = await connector.CheckAsync(NewRelicSample.At(stub.Address, ("accounts", "7, 8")), TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<SourceException>(() => connector.CheckAsync(NewRelicSample.At(stub.Address, ("accounts", "8")), TestContext.Current.CancellationToken));

        Assert.Equal("Connected as ada@acme.test: 1 account in reach (Acme).", check.Summary);
        Assert.Contains("Account 8", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.Equal(SourceFault.NotFound, fault.Fault);
        Assert.Equal("NRAK-STUB", stub.Requests[0].Header("API-Key"));
    }

    private static Task<StubHttp> AnswersAsync(Func<NewRelicVariables, string> answer) => StubHttp.StartAsync(app => app.MapPost("/graphql", async (HttpContext context) =>
    {
        var question = (await JsonNode.ParseAsync(context.Request.Body))!["variables"]!;
        return Results.Text(answer(new() { Search = (string?)question["search"], Cursor = (string?)question["cursor"], Nrql = (string?)question["nrql"] }), "application/json");
    }));

    private static string Entity(string name) => $$"""{"guid":"{{name}}","name":"{{name}}","tags":[null]}""";

    private static string Found(string? cursor, params string[] entities) => JsonSerializer.Serialize(new
    {
        data = new { actor = new { entitySearch = new { results = new { nextCursor = cursor, entities = entities.Select(entity => JsonNode.Parse(entity)) } } } },
    });

    private static string Row(long begin, string values) => $$"""{"facet":"SLI","sli.guid":"SLI","beginTimeSeconds":{{begin}},"endTimeSeconds":{{begin + 300}},{{values}}}""";

    private static string Rows(params string[] rows) => JsonSerializer.Serialize(new
    {
        data = new { actor = new { account = new { nrql = new { results = rows.Select(row => JsonNode.Parse(row)) } } } },
    });
}
