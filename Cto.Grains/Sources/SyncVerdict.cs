using Cto.Domain.Sources;
using Cto.Insights.Sources;

namespace Cto.Grains.Sources;

/// <summary>What the end of a sync means for its source.</summary>
/// <param name="Whole">Whether all streams were pulled: only then is everything known up to the start of the sync.</param>
/// <param name="Ending">Whether the process stops, so that the next one goes on at once.</param>
internal sealed record SyncVerdict(SyncEnd End, DateTimeOffset StartedAt, bool Whole, bool Ending)
{
    /// <param name="condition">How the source was doing; paused, it stays so.</param>
    /// <param name="now">The end of the sync.</param>
    /// <param name="poll">The time to the next poll for a chance.</param>
    /// <param name="chance">0 to 1: spreads what ended together.</param>
    public SourceCondition On(SourceCondition condition, DateTimeOffset now, Func<double, TimeSpan> poll, double chance)
    {
        condition = condition with { Progress = null };
        return condition.State == SourceState.Paused ? condition : End.Outcome switch
        {
            SyncOutcome.Succeeded => condition with
            {
                State = SourceState.Idle,
                LastSuccessAt = Whole ? StartedAt : condition.LastSuccessAt,
                Failures = 0,
                Fault = null,
                Warnings = Whole ? End.Warnings : condition.Warnings,
                NextAttemptAt = Next(condition.LastSuccessAt, now, poll(chance)),
            },
            SyncOutcome.Throttled => Throttled(condition, now, End.Fault!, chance),
            SyncOutcome.Failed => Failed(condition, now, End.Fault!, chance),

            // Resumed while it stopped: then it is due already.
            _ => condition with { State = SourceState.Idle, NextAttemptAt = condition.NextAttemptAt ?? (Ending ? now : now + poll(chance)) },
        };
    }

    /// <summary>The fault as it is shown; one that lasts keeps the instant at which it began.</summary>
    public static SourceFaultReport Report(SourceFaultReport? known, SourceException fault, DateTimeOffset now) =>
        new(fault.Fault, fault.Message, fault.Remedy, known?.Kind == fault.Fault ? known.Since : now);

    /// <summary>When what is refused now began: with the end of the credentials where that is known, for nobody asked at that instant.</summary>
    private static DateTimeOffset Began(SourceCondition condition, SourceException fault, DateTimeOffset now) =>
        fault.Fault == SourceFault.Unauthorized && condition.CredentialExpiresAt is { } ended && ended < now && !(condition.LastSuccessAt > ended) ? ended : now;

    // Streams that webhooks made run do not put off the others: however often upstream tells something, the whole is read in its turn.
    private DateTimeOffset Next(DateTimeOffset? lastWhole, DateTimeOffset now, TimeSpan poll) =>
        !Whole && lastWhole + poll is { } due && due < now + poll ? due : now + poll;

    private static SourceCondition Throttled(SourceCondition condition, DateTimeOffset now, SourceException fault, double chance)
    {
        var until = fault.RetryAt ?? now + SyncSchedule.BackOff(SourceFault.Throttled, 1, chance);
        return condition with
        {
            State = SourceState.Throttled, ThrottledUntil = until, NextAttemptAt = SyncSchedule.AfterLimit(until, chance), Fault = Report(condition.Fault, fault, now),
        };
    }

    private static SourceCondition Failed(SourceCondition condition, DateTimeOffset now, SourceException fault, double chance)
    {
        var failures = condition.Failures + 1;
        var next = now + SyncSchedule.BackOff(fault.Fault, failures, chance);
        return condition with
        {
            State = SourceState.Failing, Failures = failures, NextAttemptAt = fault.RetryAt > next ? fault.RetryAt : next,
            Fault = Report(condition.Fault, fault, Began(condition, fault, now)),
        };
    }
}
