using Cto.Domain.Sources;

namespace Cto.Insights.Sources.SourceHealth;

/// <summary>Reads the health of each source off its row and its syncs.</summary>
internal static class SourceHealthFigures
{
    /// <summary>Facts are pushed when somebody pushes them: such a source is never late.</summary>
    private const string Push = "push";

    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(14);

    public static SourceHealthAnswer Of(IReadOnlyList<StoredSource> sources, IReadOnlyList<RunTally> tallies, ILookup<Guid, RecentSync> recent, IConnectorCatalog connectors, DateTimeOffset now)
    {
        var runs = tallies.Where(tally => tally.SourceId is not null).ToDictionary(tally => tally.SourceId!.Value);
        var entries = sources.Select(source => EntryOf(source, runs.GetValueOrDefault(source.Id), [.. recent[source.Id]], connectors.Find(source.Connector)?.Descriptor, now)).ToArray();
        var polled = entries.Where(entry => entry.State != "paused" && entry.Connector != Push).ToArray();
        return new SourceHealthAnswer
        {
            Total = entries.Length,
            Healthy = entries.Count(entry => entry is { State: "idle" or "syncing", Fault: null, LastSuccessAt: not null, Refused.Count: 0 }),
            Failing = entries.Count(entry => entry.State == "failing"),
            Throttled = entries.Count(entry => entry.State == "throttled"),
            Paused = entries.Count(entry => entry.State == "paused"),
            AsOf = polled.Any(entry => entry.LastSuccessAt is null) ? null : polled.Min(entry => entry.LastSuccessAt),
            Figures = Over([.. polled.Select(entry => runs.GetValueOrDefault(entry.Id)).OfType<RunTally>()], tallies.FirstOrDefault(tally => tally.SourceId is null)?.MedianRecovery, polled.Max(entry => entry.Figures.LimitUse)),
            Sources = [.. entries.OrderBy(Need)],
        };
    }

    /// <summary>What needs somebody comes first; those that need nobody stay as they are, by name.</summary>
    private static int Need(SourceHealthEntry entry) => entry switch
    {
        { State: "failing" } => 0,
        { State: "throttled" } => 1,
        { Refused.Count: > 0 } => 2,
        { Warnings.Count: > 0 } => 3,
        _ => 4,
    };

    private static SourceHealthEntry EntryOf(StoredSource source, RunTally? runs, IReadOnlyList<RecentSync> recent, ConnectorDescriptor? connector, DateTimeOffset now)
    {
        var status = source.ToStatus(now);
        var success = status.LastSuccessAt ?? (source.Connector == Push ? source.Streams.Values.Max(stream => stream.CursorAt) : null);
        return new SourceHealthEntry
        {
            Id = status.Id,
            Connector = status.Connector,
            Name = status.Name,
            State = status.State.ToString().ToLowerInvariant(),
            LastSuccessAt = success,
            LagSeconds = source.Connector == Push ? null : Lag.Seconds(success, now),
            Figures = Over(runs is null ? [] : [runs], runs?.MedianRecovery, UsedOf(status.RateLimit, now)),
            CredentialExpiresAt = status.CredentialExpiresAt,
            CostThisMonth = status.Usage.Cost,
            Recent = recent,
            Fault = status.Fault?.Message,
            Remedy = status.Fault?.Remedy,
            FaultSince = status.Fault?.Since,
            Refused = StreamRefusals.Of(connector, status),
            Warnings = [.. status.Warnings, .. ExpiryOf(status.CredentialExpiresAt, now)],
        };
    }

    private static IntegrationFigures Over(IReadOnlyList<RunTally> runs, double? recovery, double? limitUse)
    {
        var (known, count) = (runs.Sum(tally => tally.Known), runs.Sum(tally => tally.Runs));
        return new(
            known > 0 ? Math.Clamp(1 - (runs.Sum(tally => tally.Down) / known), 0, 1) : null,
            known > 0 ? Math.Clamp(runs.Sum(tally => tally.Fresh) / known, 0, 1) : null,
            count > 0 ? (double)runs.Sum(tally => tally.Failures) / count : null,
            recovery,
            limitUse);
    }

    // A limit whose window is over has been given back.
    private static double? UsedOf(RateLimit? limit, DateTimeOffset now) =>
        limit is not { Limit: > 0 } ? null : limit.ResetsAt <= now ? 0 : 1 - ((double)limit.Remaining / limit.Limit);

    private static IEnumerable<string> ExpiryOf(DateTimeOffset? expires, DateTimeOffset now)
    {
        if (expires <= now)
        {
            yield return "Its credentials have expired: give new ones.";
        }
        else if (expires - now is { } left && left <= ExpiresSoon)
        {
            yield return $"Its credentials expire in {Wording.Duration(left.TotalSeconds)}: give new ones in time.";
        }
    }
}
