using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.Datadog;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Datadog;

public sealed class DatadogSliTests
{
    private const string Metric = """{"id":"m1","name":"Checkout availability","type":"metric","timeframe":"30d","thresholds":[{"timeframe":"30d","target":99.9}],"query":{"numerator":"sum:ok{*}.as_count()","denominator":"sum:all{*}.as_count()"}}""";
    private const string ByMonitor = """{"id":"u1","name":"Admin uptime","type":"monitor","timeframe":"7d","thresholds":[{"timeframe":"7d","target":99.5}]}""";

    private static readonly long Now = Connectors.Today.ToUnixTimeSeconds();

    [Fact]
    public async Task Samples_of_a_metric_are_read_five_days_at_a_time_and_then_the_last_minutes_again()
    {
        await using var stub = await StartAsync([Metric], request => Series(request, seconds: 300, (at, good) => good ? 9 : 10));
        await using var services = Connectors.Start();
        var source = DatadogSample.At(stub.Address, ("sliDays", "12"));

        var (pages, fault) = await services.Connector("datadog").PagesAsync(source, DatadogStreams.Samples);
        var asked = Asked(stub);
        stub.Forget();
        var (again, _) = await services.Connector("datadog").PagesAsync(source, DatadogStreams.Samples, pages.Cursor());

        Assert.Null(fault);
        Assert.Equal(12 * 288, pages.Facts().Select(fact => fact.Key).Distinct().Count());
        Assert.All(pages, page => Assert.InRange(page.Facts.Count, 0, 5_000));
        Assert.Equal([5, 5, 2], asked.Select(span => (span.To - span.From) / 86_400_000));
        Assert.Equal((Now - 900) * 1_000, Assert.Single(Asked(stub)).From);
        var sample = Assert.IsType<SliSample>(again.Facts().Last());
        Assert.Equal(("datadog:m1", 300, 9d, 10d, Now - 300), (sample.Slo, sample.Seconds, sample.Good, sample.Total, sample.At.ToUnixTimeSeconds()));
        Assert.Equal(3, again.Facts().Count());
    }

    [Fact]
    public async Task What_is_not_known_is_no_sample_and_what_is_not_counted_as_good_is_not_good()
    {
        await using var stub = await StartAsync([Metric], request => Series(request, seconds: 300, (at, good) => at % 900 == 0 ? null : good && at % 600 == 0 ? null : 10));
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("datadog").PagesAsync(DatadogSample.At(stub.Address, ("sliDays", "1")), DatadogStreams.Samples);

        var samples = pages.Facts().Cast<SliSample>().ToList();
        Assert.Equal(192, samples.Count);
        Assert.All(samples, sample => Assert.NotEqual(0, sample.At.ToUnixTimeSeconds() % 900));
        Assert.All(samples, sample => Assert.Equal(sample.At.ToUnixTimeSeconds() % 600 == 0 ? 0 : 10, sample.Good));
    }

    [Fact]
    public async Task A_larger_span_than_asked_for_is_told()
    {
        await using var stub = await StartAsync([Metric], request => Series(request, seconds: 3_600, (at, good) => 1));
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("datadog").PagesAsync(DatadogSample.At(stub.Address, ("sliDays", "1")), DatadogStreams.Samples);

        Assert.Equal(24, pages.Facts().Count());
        Assert.All(pages.Facts().Cast<SliSample>(), sample => Assert.Equal(3_600, sample.Seconds));
    }

    [Fact]
    public async Task An_objective_by_time_counts_seconds_up_of_seconds_known()
    {
        // Down for 100 s, then unknown for 150 s, across the edge of a span.
        var from = Now - 86_400;
        var history = JsonSerializer.Serialize(new { data = new { overall = new { history = new[] { new[] { from, 0 }, [from + 500, 1], [from + 600, 2], [from + 750, 0] } } } });
        await using var stub = await StartAsync([ByMonitor], _ => "", history);
        await using var services = Connectors.Start();

        var (pages, _) = await services.Connector("datadog").PagesAsync(DatadogSample.At(stub.Address, ("sliDays", "1")), DatadogStreams.Samples);

        var samples = pages.Facts().Cast<SliSample>().ToList();
        Assert.Equal(288, samples.Count);
        Assert.Equal([(300d, 300d), (200d, 300d), (150d, 150d), (300d, 300d)], samples.Take(4).Select(sample => (sample.Good, sample.Total)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_objective_holds_up_no_other_and_is_asked_for_again(bool first)
    {
        var broken = true;
        var other = Metric.Replace("m1", "m0", StringComparison.Ordinal).Replace("sum:ok", "sum:broken", StringComparison.Ordinal);
        await using var stub = await StartAsync(first ? [other, Metric] : [Metric, other], request =>
            broken && request.ToJsonString().Contains("broken", StringComparison.Ordinal) ? "" : Series(request, seconds: 300, (at, good) => 1));
        await using var services = Connectors.Start();
        var source = DatadogSample.At(stub.Address, ("sliDays", "1"));

        var (pages, fault) = await services.Connector("datadog").PagesAsync(source, DatadogStreams.Samples);
        broken = false;
        var (again, _) = await services.Connector("datadog").PagesAsync(source, DatadogStreams.Samples, pages.Cursor());

        Assert.Null(fault);
        Assert.Equal(288, pages.Facts().Count());
        Assert.Contains("Checkout availability", Assert.Single(pages[^1].Warnings), StringComparison.Ordinal);
        Assert.Equal(288 + 3, again.Facts().Count());
    }

    [Fact]
    public async Task A_limit_is_told_in_seconds_from_now()
    {
        await using var stub = await StubHttp.StartAsync(app => app.MapGet("/api/v1/slo", (HttpContext context) =>
        {
            context.Response.Headers["X-RateLimit-Reset"] = "42";
            context.Response.Headers["X-RateLimit-Name"] = "slo_list";
            return Results.Json(new { errors = new[] { "Too many requests" } }, statusCode: 429);
        }));
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("datadog").PagesAsync(DatadogSample.At(stub.Address), DatadogStreams.Slos);

        Assert.Equal((SourceFault.Throttled, Connectors.Today.AddSeconds(42)), (fault!.Fault, fault.RetryAt));
        Assert.Contains("slo_list", fault.Message, StringComparison.Ordinal);
        Assert.Equal(("datadog-api-key", "datadog-application-key"), (stub.Requests[0].Header("DD-API-KEY"), stub.Requests[0].Header("DD-APPLICATION-KEY")));
    }

    [Fact]
    public async Task The_check_names_rights_that_are_missing_and_a_key_that_is_none()
    {
        var valid = true;
        await using var stub = await StubHttp.StartAsync(app =>
        {
            app.MapGet("/api/v1/validate", () => valid ? Results.Json(new { valid }) : Results.Json(new { errors = new[] { "Forbidden" } }, statusCode: 403));
            app.MapGet("/api/v1/slo", () => Results.Text($$"""{"data":[{{Metric}}]}""", "application/json"));
            app.MapGet("/api/v1/monitor", () => Results.Json(new { errors = new[] { "Forbidden" } }, statusCode: 403));
            app.MapGet("/api/v1/hosts", () => Results.Text("""{"host_list":[]}""", "application/json"));
            app.MapGet("/api/v2/incidents", () => Results.Text("""{"data":[]}""", "application/json"));
            app.MapPost("/api/v2/query/timeseries", () => Results.Text("""{"data":{"attributes":{"series":[],"times":[],"values":[]}}}""", "application/json"));
        });
        await using var services = Connectors.Start();
        var connector = services.Connector("datadog");

        var check = await connector.CheckAsync(DatadogSample.At(stub.Address), TestContext.Current.CancellationToken);
        valid = false;
        var fault = await Assert.ThrowsAsync<SourceException>(() => connector.CheckAsync(DatadogSample.At(stub.Address), TestContext.Current.CancellationToken));

        Assert.Contains("1 service level objective in reach", check.Summary, StringComparison.Ordinal);
        Assert.Contains("monitors_read", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.Contains("does not know the API key", fault.Message, StringComparison.Ordinal);
    }

    private static Task<StubHttp> StartAsync(string[] slos, Func<JsonNode, string> series, string history = "") => StubHttp.StartAsync(app =>
    {
        app.MapGet("/api/v1/slo", () => Results.Text($$"""{"data":[{{string.Join(',', slos)}}]}""", "application/json"));
        app.MapGet("/api/v1/slo/{id}/history", () => Results.Text(history, "application/json"));
        app.MapPost("/api/v2/query/timeseries", async (HttpContext context, CancellationToken token) =>
            series((await JsonNode.ParseAsync(context.Request.Body, cancellationToken: token))!["data"]!["attributes"]!) is { Length: > 0 } answer
                ? Results.Text(answer, "application/json")
                : Results.Json(new { errors = new[] { "unable to parse" } }, statusCode: 400));
    });

    private static string Series(JsonNode request, int seconds, Func<long, bool, double?> value)
    {
        var times = new List<long>();
        for (var at = (long)request["from"]! / 1_000; at < (long)request["to"]! / 1_000; at += seconds)
        {
            times.Add(at);
        }

        return JsonSerializer.Serialize(new
        {
            data = new
            {
                attributes = new
                {
                    series = new[] { new { query_index = 0 }, new { query_index = 1 } },
                    times = times.Select(at => at * 1_000),
                    values = new[] { times.Select(at => value(at, true)), times.Select(at => value(at, false)) },
                },
            },
        });
    }

    private static List<(long From, long To)> Asked(StubHttp stub) =>
        [.. stub.Requests.Where(request => request.Method == "POST").Select(request => JsonNode.Parse(request.Body)!["data"]!["attributes"]!).Select(asked => ((long)asked["from"]!, (long)asked["to"]!)).OrderBy(span => span.Item1)];
}
