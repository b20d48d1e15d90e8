using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>Schedules and who answers when, from two weeks back to four weeks ahead, as PagerDuty renders them with overrides.</summary>
internal sealed class PagerDutyScheduleStream(PagerDutySession session)
{
    private static readonly TimeSpan Behind = TimeSpan.FromDays(14);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(28);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = PagerDutyCursor.Parse(cursor, session.Settings.BaseAddress.Authority);
        var now = session.Clock.GetUtcNow();
        // Whole days: what does not change upstream does not change here until tomorrow.
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var (from, until) = (today - Behind, today + Ahead);
        var (since, to) = (PagerDutySession.Time(from), PagerDutySession.Time(until));
        var (schedules, complete) = await ListAsync("final_schedule");
        var overridden = (await ListAsync("overrides_subschedule")).Items.ToLookup(schedule => schedule.Id, schedule => schedule.OverridesSubschedule);
        var people = schedules.Count == 0 ? new([]) : await PagerDutyPeople.ReadAsync(session, cancellationToken);
        var after = new PagerDutyCursor { Of = before.Of };
        var number = 0;
        await foreach (var schedule in Ordered.SelectAsync(schedules, PagerDutySession.Degree, WholeAsync, cancellationToken))
        {
            number++;
            if (schedule.ToFact(from, until) is not { } fact || after.Schedules.ContainsKey(fact.Key))
            {
                continue;
            }

            // A turn that began before the span and is over is cut at its edge: its beginning is not known, and it was told of in its time.
            var shifts = schedule.Shifts(people, until).Where(shift => shift.StartsAt > from || shift.EndsAt > now).DistinctBy(shift => shift.Key).ToList();
            after.Schedules[fact.Key] = ShiftLedger.Of(shifts);
            yield return new()
            {
                Facts = [fact, .. shifts],
                Withdrawn = [.. ShiftLedger.Gone(before.Schedules.GetValueOrDefault(fact.Key) ?? [], after.Schedules[fact.Key], from)],
                Progress = PullProgress.Of(number, schedules.Count, $"schedules ({number} of {schedules.Count})"),
            };
        }

        var gone = ShiftLedger.GoneSchedules(before.Schedules, after.Schedules, complete, now);
        yield return new()
        {
            Facts = [],
            Cursor = after.ToString(),
            Withdrawn = gone,
            RateLimit = session.Http.Limit,
            Warnings = [.. people.Warning is { } warning ? (string[])[warning] : [], .. complete ? (string[])[] : [PagerDutyApi.Cut("schedules")]],
        };

        Task<(IReadOnlyList<PagerDutySchedule> Items, bool Complete)> ListAsync(string include) => session.AllAsync<PagerDutySchedulePage, PagerDutySchedule>(
            offset => session.Api.SchedulesAsync(include, since, to, "UTC", PagerDutyApi.PageSize, offset, cancellationToken));

        // The list cuts turns at the edges of the span and may leave the rendering out; asked for alone, a schedule tells all.
        async Task<PagerDutySchedule> WholeAsync(PagerDutySchedule listed, CancellationToken token)
        {
            listed.OverridesSubschedule ??= overridden[listed.Id].FirstOrDefault();
            return listed.Id is { Length: > 0 } id && (listed.FinalSchedule is not { } rendered || rendered.Entries.Any(turn => turn.Start <= from && !(turn.End <= now)))
                ? (await session.Api.ScheduleAsync(id, since, to, true, "UTC", token)).Content.Schedule ?? listed
                : listed;
        }
    }
}
