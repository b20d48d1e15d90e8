using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.Opsgenie;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.Opsgenie;

public sealed class OpsgeniePullTests
{
    [Fact]
    public async Task Alerts_are_read_whole_once_and_then_by_what_changed()
    {
        var alerts = Enumerable.Range(1, 350).Select(number => Alert(number, created: -400 + number, updated: -400 + number)).ToList();
        await using var stub = await StartAsync(alerts, []);
        await using var services = Connectors.Start();
        var source = OpsgenieSample.At(stub.Address);

        var (first, fault) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Alerts);
        stub.Forget();
        var (nothing, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Alerts, first.Cursor());
        var cost = stub.Requests.Count;
        alerts[6] = Alert(7, created: -393, updated: 0);
        var (second, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Alerts, nothing.Cursor());

        Assert.Null(fault);
        Assert.Equal(350, first.Facts().OfType<Alert>().Select(alert => alert.Key).Distinct().Count());
        Assert.Empty(nothing.Facts());
        Assert.Equal(1, cost);
        Assert.Equal("opsgenie:a7", Assert.Single(second.Facts()).Key);
    }

    [Fact]
    public async Task An_old_incident_is_read_again_until_it_is_over()
    {
        var incidents = new List<JsonObject> { Incident("i1", -90, "resolved"), Incident("i2", -60, "open"), Incident("i3", -30, "resolved") };
        await using var stub = await StartAsync([], incidents);
        await using var services = Connectors.Start();
        var source = OpsgenieSample.At(stub.Address);
        var (first, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Incidents);
        incidents[1]["status"] = "resolved";

        var (second, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Incidents, first.Cursor());
        var (third, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Incidents, second.Cursor());

        Assert.Equal(3, first.Facts().Count());
        Assert.Equal(["opsgenie:i2", "opsgenie:i3"], second.Facts().Select(fact => fact.Key));
        Assert.Equal(IncidentStatus.Resolved, second.Facts().OfType<Incident>().First().Status);
        Assert.Empty(third.Facts());
    }

    [Fact]
    public async Task A_turn_of_nobody_is_a_hole_and_a_turn_that_vanished_is_withdrawn()
    {
        JsonObject[] periods = [Period(1, 2, "ada@acme.test"), Period(2, 3, null), Period(3, 4, "Bob@acme.test", "override")];
        await using var stub = await StartAsync([], [], () => periods);
        await using var services = Connectors.Start();
        var source = OpsgenieSample.At(stub.Address);
        var (first, fault) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Schedules);
        periods = periods[..1];

        var (second, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Schedules, first.Cursor());

        Assert.Null(fault);
        var schedule = Assert.Single(first.Facts().OfType<OnCallSchedule>());
        Assert.True(schedule.KnownFrom < Connectors.Today.AddDays(1) && schedule.KnownUntil > Connectors.Today.AddDays(14));
        Assert.Equal([("ada@acme.test", false), ("bob@acme.test", true)], first.Facts().OfType<OnCallShift>().Select(shift => (shift.Email!, shift.Override)));
        Assert.Equal((FactKinds.OnCallShift, true), second.SelectMany(page => page.Withdrawn).Select(gone => (gone.Kind, gone.Key.EndsWith("Bob@acme.test", StringComparison.Ordinal))).Single());
    }

    [Fact]
    public async Task A_schedule_that_Opsgenie_does_not_show_for_their_number_is_not_gone()
    {
        var many = false;
        await using var stub = await StubHttp.StartAsync(app =>
        {
            // The schedule that counts is the last; those before it are switched off.
            app.MapGet("/v2/schedules", (HttpContext context, int offset = 0) => Results.Json(new
            {
                data = Enumerable.Range(offset, 100).Select(number => new { id = $"old{number}", name = $"Old {number}", enabled = false }).Concat(many ? [] : [new { id = "s1", name = "Mobile", enabled = true }]),
                paging = new { next = many ? $"{context.Request.Scheme}://{context.Request.Host}/v2/schedules?offset={offset + 100}" : null },
            }));
            app.MapGet("/v2/schedules/{id}/timeline", () => Results.Json(new { data = new { } }));
        });
        await using var services = Connectors.Start();
        var source = OpsgenieSample.At(stub.Address);
        var (first, _) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Schedules);
        many = true;

        var (second, fault) = await services.Connector("opsgenie").PagesAsync(source, OpsgenieStreams.Schedules, first.Cursor());

        Assert.Null(fault);
        Assert.Single(first.Facts());
        Assert.Empty(second.SelectMany(page => page.Withdrawn));
        Assert.Equal("Opsgenie shows the first 20,000 schedules only; the others are missing.", Assert.Single(second[^1].Warnings));
        Assert.Equal(first.Cursor(), second.Cursor());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_changes_than_Opsgenie_shows_end_the_pull_and_are_told(bool first)
    {
        await using var stub = await StubHttp.StartAsync(app =>
        {
            // Everything changes all the time.
            app.MapGet("/v2/alerts", (HttpContext context, string? sort, int offset = 0) => Results.Json(sort == "createdAt" ? new { data = Array.Empty<object>(), paging = new { next = (string?)null } } : new
            {
                data = (object[])[.. Enumerable.Range(offset, 100).Select(number => new { id = $"a{number}", message = "Alert", status = "open", createdAt = Day(-3), updatedAt = Day(0) })],
                paging = (object)new { next = (string?)$"{context.Request.Scheme}://{context.Request.Host}/v2/alerts?sort=updatedAt&offset={offset + 100}" },
            }));
            app.MapGet("/v2/teams", () => Results.Text("""{"data":[]}""", "application/json"));
            app.MapGet("/v1/services", () => Results.Text("""{"data":[]}""", "application/json"));
        });
        await using var services = Connectors.Start();
        var (source, connector) = (OpsgenieSample.At(stub.Address), services.Connector("opsgenie"));
        var before = first ? null : (await connector.PagesAsync(source, OpsgenieStreams.Alerts)).Pages.Cursor();

        var (pages, fault) = await connector.PagesAsync(source, OpsgenieStreams.Alerts, before);

        Assert.Null(fault);
        Assert.Equal(20_000, pages.Facts().Count());
        Assert.Contains("with the next sync", pages[^1].Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_says_of_what_and_for_how_long()
    {
        await using var stub = await StubHttp.StartAsync(app => app.MapGet("/v2/schedules", (HttpContext context) =>
        {
            context.Response.Headers["X-RateLimit-State"] = "THROTTLED";
            context.Response.Headers["X-RateLimit-Reason"] = "ACCOUNT";
            context.Response.Headers["X-RateLimit-Period-In-Sec"] = "30";
            return Results.Json(new { message = "You are making too many requests!" }, statusCode: 429);
        }));
        await using var services = Connectors.Start();

        var (_, fault) = await services.Connector("opsgenie").PagesAsync(OpsgenieSample.At(stub.Address), OpsgenieStreams.Schedules);

        Assert.Equal((SourceFault.Throttled, Connectors.Today.AddSeconds(30)), (fault!.Fault, fault.RetryAt));
        Assert.Contains("account", fault.Message, StringComparison.Ordinal);
        Assert.Equal("GenieKey opsgenie-key", stub.Requests[0].Header("Authorization"));
    }

    [Fact]
    public void The_catalogue_shows_the_end_of_life() => Assert.Contains("5 April 2027", OpsgenieDescriptor.Descriptor.Notice, StringComparison.Ordinal);

    private static Task<StubHttp> StartAsync(List<JsonObject> alerts, List<JsonObject> incidents, Func<JsonObject[]>? periods = null) => StubHttp.StartAsync(app =>
    {
        app.MapGet("/v2/alerts", (HttpContext context) => Page(context, alerts));
        app.MapGet("/v1/incidents", (HttpContext context) => Page(context, incidents));
        app.MapGet("/v2/teams", () => Results.Text("""{"data":[]}""", "application/json"));
        app.MapGet("/v1/services", () => Results.Text("""{"data":[]}""", "application/json"));
        app.MapGet("/v2/schedules", () => Results.Text("""{"data":[{"id":"s1","name":"Mobile","enabled":true},{"id":"s2","name":"Old","enabled":false}]}""", "application/json"));
        app.MapGet("/v2/schedules/{id}/timeline", () => Results.Text(new JsonObject
        {
            ["data"] = new JsonObject { ["finalTimeline"] = new JsonObject { ["rotations"] = new JsonArray(new JsonObject { ["periods"] = new JsonArray([.. periods!().Select(period => period.DeepClone())]) }) } },
        }.ToJsonString(), "application/json"));
    });

    private static IResult Page(HttpContext context, List<JsonObject> all)
    {
        var query = context.Request.Query;
        var (offset, limit, field) = (int.Parse(query["offset"]!, CultureInfo.InvariantCulture), int.Parse(query["limit"]!, CultureInfo.InvariantCulture), (string)query["sort"]!);
        long[] span = [.. ((string?)query["query"] ?? "").Split(' ').Where(word => word.Length > 10 && word.All(char.IsAsciiDigit)).Select(long.Parse)];
        var found = all.Where(item => span is not [var from, var until] || At(item, "createdAt") is var at && at >= from && at < until).OrderBy(item => At(item, field)).ToList();
        if (query["order"] == "desc")
        {
            found.Reverse();
        }

        var next = offset + limit < found.Count ? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?sort={field}&order={query["order"]}&limit={limit}&offset={offset + limit}&query={Uri.EscapeDataString(query["query"].ToString())}" : null;
        // An empty query is none.
        return Results.Text(JsonSerializer.Serialize(new { data = found.Skip(offset).Take(limit), paging = new { next } }), "application/json");
    }

    private static long At(JsonObject item, string field) => DateTimeOffset.Parse((string)item[field]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static JsonObject Alert(int number, int created, int updated) =>
        new() { ["id"] = $"a{number}", ["message"] = $"Alert {number}", ["status"] = "open", ["createdAt"] = Day(created), ["updatedAt"] = Day(updated) };

    private static JsonObject Incident(string id, int created, string status) =>
        new() { ["id"] = id, ["message"] = id, ["status"] = status, ["createdAt"] = Day(created), ["updatedAt"] = Day(created), ["priority"] = "P1" };

    private static JsonObject Period(int from, int until, string? who, string type = "default") => new()
    {
        ["startDate"] = Day(from),
        ["endDate"] = Day(until),
        ["type"] = type,
        ["recipient"] = who is null ? new JsonObject { ["type"] = "none" } : new JsonObject { ["type"] = "user", ["name"] = who },
    };

    private static string Day(int day) => Connectors.Today.AddDays(day).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
