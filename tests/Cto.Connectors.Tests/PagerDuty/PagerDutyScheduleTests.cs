using System.Text.Json.Nodes;
using Cto.Connectors.PagerDuty;
using Cto.Domain;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.PagerDuty;

public sealed class PagerDutyScheduleTests
{
    [Fact]
    public async Task Shifts_say_who_answers_and_which_are_overrides()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Schedules.Add(Schedule("S1", ("PADA", -2, 3, false), ("PBOB", 3, 4, true), ("PADA", 5, 8, false)));

        var pages = await PullAsync(stub);

        var schedule = Assert.Single(pages.Facts().OfType<OnCallSchedule>());
        Assert.Equal((Connectors.Today.Date.AddDays(-14), Connectors.Today.Date.AddDays(28)), (schedule.KnownFrom!.Value.UtcDateTime, schedule.KnownUntil!.Value.UtcDateTime));
        var shifts = pages.Facts().OfType<OnCallShift>().OrderBy(shift => shift.StartsAt).ToList();
        Assert.Equal([false, true, false], shifts.Select(shift => shift.Override));
        Assert.Equal(["ada@acme.test", null, "ada@acme.test"], shifts.Select(shift => shift.Email));
        Assert.All(shifts, shift => Assert.Equal(schedule.Key, shift.Schedule));
        // Between the fourth and the fifth day nobody answers.
        Assert.Equal(TimeSpan.FromDays(1), shifts[2].StartsAt - shifts[1].EndsAt);
    }

    [Fact]
    public async Task A_shift_that_was_swapped_and_a_schedule_that_was_deleted_are_withdrawn()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Schedules.Add(Schedule("S1", ("PADA", 1, 2, false), ("PADA", 2, 3, false)));
        stub.Schedules.Add(Schedule("S2", ("PADA", 1, 2, false)));
        var first = await PullAsync(stub);
        stub.Schedules.Clear();
        stub.Schedules.Add(Schedule("S1", ("PADA", 1, 2, false), ("PBOB", 2, 3, false)));

        var second = await PullAsync(stub, first.Cursor());

        var gone = second.SelectMany(page => page.Withdrawn).ToList();
        Assert.Equal([FactKinds.OnCallSchedule, FactKinds.OnCallShift, FactKinds.OnCallShift], gone.Select(key => key.Kind).Order(StringComparer.Ordinal));
        Assert.Contains(gone, key => key.Key.StartsWith("pagerduty:S1/", StringComparison.Ordinal) && key.Key.EndsWith("/PADA", StringComparison.Ordinal));
        Assert.Contains(new FactKey(FactKinds.OnCallSchedule, "pagerduty:S2"), gone);
    }

    [Fact]
    public async Task A_turn_that_the_list_cuts_at_its_edge_is_asked_for_whole_while_it_lasts()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Schedules.Add(Schedule("S1", ("PADA", -14, 14, false)));
        stub.Schedules.Add(Schedule("S2", ("PADA", -14, -13, false), ("PBOB", -13, 14, false)));

        var pages = await PullAsync(stub);

        Assert.Equal((1, 0), (stub.Count("/schedules/S1"), stub.Count("/schedules/S2")));
        // Of the one that is over only the end is known.
        Assert.Equal(["PADA", "PBOB"], pages.Facts().OfType<OnCallShift>().Select(shift => shift.Key.Split('/')[2]).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<FactPage>> PullAsync(StubPagerDuty stub, string? cursor = null)
    {
        await using var services = Connectors.Start();
        var (pages, fault) = await services.Connector("pagerduty").PagesAsync(PagerDutySample.At(stub.Http.Address), PagerDutyStreams.Schedules, cursor);
        Assert.Null(fault);
        return pages;
    }

    private static JsonObject Schedule(string id, params (string User, int From, int Until, bool Override)[] turns)
    {
        JsonObject Rendered(IEnumerable<(string User, int From, int Until, bool Override)> of) => new()
        {
            ["rendered_schedule_entries"] = new JsonArray([.. of.Select(turn => new JsonObject
            {
                ["start"] = Day(turn.From),
                ["end"] = Day(turn.Until),
                ["user"] = new JsonObject { ["id"] = turn.User, ["summary"] = turn.User },
            })]),
        };
        return new()
        {
            ["id"] = id,
            ["name"] = $"Schedule {id}",
            ["time_zone"] = "Europe/Berlin",
            ["final_schedule"] = Rendered(turns),
            ["overrides_subschedule"] = Rendered(turns.Where(turn => turn.Override)),
        };
    }

    private static string Day(int day) => PagerDutySession.Time(new(Connectors.Today.Date.AddDays(day), TimeSpan.Zero));
}
