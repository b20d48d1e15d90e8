using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>Schedules and who answers when, from last week to the end of the fourth week ahead, as Opsgenie renders them with overrides.</summary>
internal sealed class OpsgenieScheduleStream(OpsgenieSession session)
{
    private const int Weeks = 6;

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = OpsgenieCursor.Parse(cursor, session.Settings.BaseAddress.Authority).Schedules ?? [];
        var now = session.Clock.GetUtcNow();
        // Whole weeks: what does not change upstream does not change here until Monday.
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = today.AddDays(-7 - (((int)today.DayOfWeek + 6) % 7));
        var until = from.AddDays(7 * Weeks);
        var (schedules, complete) = await session.AllAsync(session.Api.SchedulesAsync(cancellationToken), "v2/schedules", OpsgenieJson.Default.OpsgeniePageOpsgenieSchedule, _ => false, cancellationToken);
        var enabled = schedules.Where(schedule => schedule.ToFact(from, until) is not null).DistinctBy(schedule => schedule.Id).ToList();
        var after = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        await foreach (var (schedule, timeline) in Ordered.SelectAsync(enabled, OpsgenieSession.Degree, TimelineAsync, cancellationToken))
        {
            var fact = schedule.ToFact(from, until)!;
            // A turn that began before the span and is over is cut at its edge: its beginning is not known, and it was told of in its time.
            var shifts = (timeline?.Shifts(fact.Key) ?? []).Where(shift => shift.StartsAt > from || shift.EndsAt > now).DistinctBy(shift => shift.Key).ToList();
            after[fact.Key] = ShiftLedger.Of(shifts);
            yield return new()
            {
                Facts = [timeline is null ? fact with { KnownFrom = null, KnownUntil = null } : fact, .. shifts],
                Withdrawn = [.. ShiftLedger.Gone(before.GetValueOrDefault(fact.Key) ?? [], after[fact.Key], from)],
                Progress = PullProgress.Of(after.Count, enabled.Count, $"schedules ({after.Count} of {enabled.Count})"),
            };
        }

        var gone = ShiftLedger.GoneSchedules(before, after, complete, now);
        yield return new()
        {
            Facts = [],
            Cursor = new OpsgenieCursor { Of = session.Settings.BaseAddress.Authority, Schedules = after }.ToString(),
            Withdrawn = gone,
            Warnings = complete ? [] : [OpsgenieSession.Cut("schedules")],
        };

        async Task<(OpsgenieSchedule Schedule, OpsgenieTimeline? Timeline)> TimelineAsync(OpsgenieSchedule schedule, CancellationToken token) =>
            (schedule, (await session.Api.TimelineAsync(schedule.Id!, "id", Weeks, "weeks", from.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), token)).Content.Data?.FinalTimeline);
    }
}
