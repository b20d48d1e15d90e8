using Cto.Connectors.Http;
using Cto.Connectors.PagerDuty;
using Cto.Connectors.Tests.Http;
using Cto.Domain;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.PagerDuty;

/// <summary>The connector against a server that is made of PagerDuty's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class PagerDutyMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        var address = await vendors.AddressAsync("pagerduty");
        await using var services = Connectors.Start();
        var token = TestContext.Current.CancellationToken;
        var api = services.GetRequiredService<SourceHttpFactory>()
            .Open(address, new PagerDutyDialect(address, PagerDutySample.At(address).Credentials))
            .For<IPagerDutyApi>(PagerDutyJson.Default);

        Assert.NotNull((await api.IncidentsAsync("2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", "created_at:asc", null, null, 100, 0, token)).Content.Items[0].CreatedAt);
        Assert.NotNull((await api.IncidentAsync("PT4KHLK", token)).Content.Incident!.Status);
        Assert.NotNull((await api.IncidentLogAsync("PT4KHLK", "channels", 100, 0, token)).Content.Items[0].CreatedAt);
        Assert.NotNull((await api.NotesAsync("PT4KHLK", token)).Content.Notes![0]!.Content);
        Assert.NotNull((await api.LogAsync("2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", "channels", 100, 0, token)).Content.Items[0].Incident!.Id);
        Assert.NotNull((await api.SchedulesAsync("final_schedule", "2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", "UTC", 100, 0, token)).Content.Items[0].TimeZone);
        Assert.NotNull((await api.ScheduleAsync("PI7DH85", "2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", true, "UTC", token)).Content.Schedule!.FinalSchedule);
        Assert.NotNull((await api.ServicesAsync(null, 100, 0, token)).Content.Items[0].Title);
        Assert.NotNull((await api.EscalationPoliciesAsync(100, 0, token)).Content.Items[0].EscalationRules);
    }

    [Fact]
    public async Task Incidents_and_schedules_of_the_description_become_facts()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var source = PagerDutySample.At(await vendors.AddressAsync("pagerduty"), ("historyDays", "20"));

        var (schedules, noFault) = await services.Connector("pagerduty").PagesAsync(source, PagerDutyStreams.Schedules);
        var (incidents, fault) = await services.Connector("pagerduty").PagesAsync(source, PagerDutyStreams.Incidents);

        // The example of a schedule lies in 2015 and the description has no users: the rest of the schedule is read, with a warning.
        Assert.Null(noFault);
        Assert.Contains(schedules.Facts(), fact => FactKinds.Of(fact) == FactKinds.OnCallSchedule);
        Assert.Contains(schedules.SelectMany(page => page.Warnings), warning => warning.StartsWith("E-mail addresses cannot be read", StringComparison.Ordinal));

        // The example of the log says that there is more for ever: a list without an end is noticed.
        Assert.Empty(incidents);
        Assert.Equal((SourceFault.UnexpectedReply, true), (fault!.Fault, fault.Message.Contains("have no end", StringComparison.Ordinal)));
    }
}
