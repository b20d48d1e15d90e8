using Cto.Connectors.PagerDuty;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cto.Connectors.Tests.PagerDuty;

public sealed class PagerDutyIncidentTests
{
    [Fact]
    public async Task An_incident_is_what_its_log_says()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Incident("Q1", 10, "resolved");
        foreach (var (type, minute) in (ReadOnlySpan<(string, int)>)[("trigger", 10), ("notify", 11), ("acknowledge", 14), ("unacknowledge", 40), ("acknowledge", 45), ("resolve", 60)])
        {
            stub.Entry("Q1", type, minute);
        }

        var (facts, _) = await PullAsync(stub);

        var incident = Assert.Single(facts.OfType<Incident>());
        Assert.Equal(("pagerduty:Q1", "Checkout Service", IncidentSeverity.Sev2, IncidentStatus.Resolved), (incident.Key, incident.Service, incident.Severity, incident.Status));
        Assert.Equal((14, 60), (Minute(incident.AcknowledgedAt), Minute(incident.ResolvedAt)));
        var notified = Assert.Single(facts.OfType<IncidentEvent>(), happened => happened.Type is IncidentEventType.Notified);
        Assert.Equal(("Ada", "ada@acme.test", "phone"), (notified.Person, notified.Email, notified.Channel));
    }

    [Fact]
    public async Task Nothing_new_costs_two_requests()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Incident("Q1", 10);
        stub.Entry("Q1", "trigger", 10);
        var (_, cursor) = await PullAsync(stub);
        stub.Http.Forget();

        var (again, _) = await PullAsync(stub, cursor);

        Assert.Empty(again);
        Assert.Equal(2, stub.Http.Requests.Count);
    }

    [Fact]
    public async Task What_happens_to_an_old_incident_is_found_and_its_first_acknowledgement_stays()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Incident("Q1", 10, "acknowledged");
        stub.Entry("Q1", "acknowledge", 20);
        var (_, cursor) = await PullAsync(stub);
        stub.Incidents[0]["status"] = "resolved";
        var now = (int)(Connectors.Today - StubPagerDuty.Start).TotalMinutes;
        stub.Entry("Q1", "acknowledge", now - 1);
        stub.Entry("Q1", "resolve", now - 1);

        var (facts, _) = await PullAsync(stub, cursor);

        var incident = Assert.Single(facts.OfType<Incident>());
        Assert.Equal((IncidentStatus.Resolved, 20, now - 1), (incident.Status, Minute(incident.AcknowledgedAt), Minute(incident.ResolvedAt)));
    }

    [Fact]
    public async Task A_span_that_holds_more_than_PagerDuty_pages_through_is_halved()
    {
        // A line every three minutes for twenty-five days.
        await using var stub = await StubHttp.StartAsync(app =>
        {
            app.MapGet("/incidents", () => Results.Text("""{"incidents":[],"more":false}""", "application/json"));
            app.MapGet("/users", () => Results.Text("""{"users":[],"more":false}""", "application/json"));
            app.MapGet("/log_entries", (DateTimeOffset since, DateTimeOffset until, int offset, int limit) =>
            {
                int Line(DateTimeOffset at) => (int)Math.Clamp(Math.Ceiling((at - StubPagerDuty.Start).TotalMinutes / 3), 0, 12_000);
                var lines = Enumerable.Range(Line(since), Line(until) - Line(since)).Skip(offset).Take(limit).Select(line => $$$"""{"id":"R{{{line}}}","type":"notify_log_entry","created_at":"{{{StubPagerDuty.At(line * 3)}}}","incident":{"id":"Q1"}}""");
                return Results.Text($$"""{"log_entries":[{{string.Join(',', lines)}}],"more":{{(Line(since) + offset + limit < Line(until) ? "true" : "false")}}}""", "application/json");
            });
        });
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("pagerduty").PagesAsync(PagerDutySample.At(stub.Address, ("historyDays", "101")), PagerDutyStreams.Incidents);

        Assert.Null(fault);
        Assert.Equal(12_000, pages.Facts().OfType<IncidentEvent>().Select(happened => happened.Key).Distinct().Count());
        Assert.DoesNotContain(stub.Requests, request => request.Target.Contains("offset=10000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_after_each_page_a_source_knows_what_it_would_have_known()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        for (var i = 0; i < 300; i++)
        {
            stub.Incident($"Q{i}", i * 470, "resolved");
            stub.Entry($"Q{i}", "trigger", i * 470);
            stub.Entry($"Q{i}", "acknowledge", (i * 470) + 400);
        }

        var (whole, _) = await PullAsync(stub);
        var (known, cursor, kills) = (new HashSet<string>(), (string?)null, 0);
        for (var finished = false; !finished; kills++)
        {
            await using var services = Connectors.Start();
            finished = true;
            await foreach (var page in services.Connector("pagerduty").PullAsync(PagerDutySample.At(stub.Http.Address), PagerDutyStreams.Incidents, cursor, TestContext.Current.CancellationToken))
            {
                known.UnionWith(page.Facts.Select(fact => $"{fact.GetType().Name} {fact.Key}"));
                (cursor, finished) = (page.Cursor ?? cursor, page.Cursor == cursor);
                break;
            }
        }

        Assert.InRange(kills, 4, 40);
        Assert.Equal(whole.Select(fact => $"{fact.GetType().Name} {fact.Key}").Distinct().Order(), known.Order());
    }

    [Fact]
    public async Task An_incident_that_is_gone_leaves_what_its_log_says()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Entry("Q404", "trigger", 10);

        var (facts, _) = await PullAsync(stub);

        Assert.Equal("pagerduty:Q404", Assert.IsType<IncidentEvent>(Assert.Single(facts)).Incident);
    }

    [Fact]
    public async Task Without_the_right_to_see_users_there_are_names_and_a_warning_until_it_is_given()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Refused["GET /users"] = 403;
        stub.Incident("Q1", 10);
        stub.Entry("Q1", "notify", 11);
        await using var services = Connectors.Start();

        var (pages, fault) = await PagesAsync(null);
        var (nothing, _) = await PagesAsync(pages.Cursor());
        stub.Refused.Clear();
        stub.Log[0]["created_at"] = Connectors.Today.AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var (granted, _) = await PagesAsync(nothing.Cursor());

        Assert.Null(fault);
        Assert.Equal(("Ada", null), pages.Facts().OfType<IncidentEvent>().Select(happened => (happened.Person, happened.Email)).Single());
        Assert.StartsWith("E-mail addresses cannot be read", pages[^1].Warnings[0], StringComparison.Ordinal);
        Assert.Empty(nothing.Facts());
        Assert.Equal(pages[^1].Warnings, nothing[^1].Warnings);
        Assert.Equal("ada@acme.test", granted.Facts().OfType<IncidentEvent>().Single().Email);
        Assert.Empty(granted[^1].Warnings);

        Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PagesAsync(string? cursor) =>
            services.Connector("pagerduty").PagesAsync(PagerDutySample.At(stub.Http.Address), PagerDutyStreams.Incidents, cursor);
    }

    private static int? Minute(DateTimeOffset? at) => at is null ? null : (int)(at.Value - StubPagerDuty.Start).TotalMinutes;

    private static async Task<(IReadOnlyList<Domain.Fact> Facts, string? Cursor)> PullAsync(StubPagerDuty stub, string? cursor = null)
    {
        await using var services = Connectors.Start();
        var (pages, fault) = await services.Connector("pagerduty").PagesAsync(PagerDutySample.At(stub.Http.Address), PagerDutyStreams.Incidents, cursor);
        Assert.Null(fault);
        Assert.All(pages, page => Assert.InRange(page.Facts.Count, 0, 2_000));
        return ([.. pages.Facts()], pages.Cursor());
    }
}
