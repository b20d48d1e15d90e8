using System.Globalization;
using Cto.Domain;
using Cto.Domain.Reliability;

namespace Cto.Connectors.OnCall;

/// <summary>The shifts that were told of and lie ahead: what a new reading no longer has was swapped, shortened away or deleted upstream.</summary>
/// <remarks>It lives in the stream's cursor, as the end of each shift in Unix seconds by its key.</remarks>
internal static class ShiftLedger
{
    /// <summary>The ledger after a reading.</summary>
    public static Dictionary<string, long> Of(IEnumerable<OnCallShift> shifts) =>
        shifts.ToDictionary(shift => shift.Key, shift => shift.EndsAt.ToUnixTimeSeconds(), StringComparer.Ordinal);

    /// <summary>The shifts that are gone since the reading before; those that only fell behind <paramref name="from"/> stand.</summary>
    public static IEnumerable<FactKey> Gone(Dictionary<string, long> before, Dictionary<string, long> now, DateTimeOffset from) => before
        .Where(shift => shift.Value > from.ToUnixTimeSeconds() && !now.ContainsKey(shift.Key))
        .Select(shift => new FactKey(FactKinds.OnCallShift, shift.Key));

    /// <summary>The schedules that are gone since the reading before, each with its shifts; after a reading that was cut short none is, and those that it did not show are added to <paramref name="after"/>.</summary>
    public static IReadOnlyList<FactKey> GoneSchedules(
        Dictionary<string, Dictionary<string, long>> before, Dictionary<string, Dictionary<string, long>> after, bool complete, DateTimeOffset now)
    {
        var unseen = before.Where(schedule => !after.ContainsKey(schedule.Key)).ToList();
        if (complete)
        {
            return [.. unseen.SelectMany(schedule => Gone(schedule.Value, [], now).Prepend(new(FactKinds.OnCallSchedule, schedule.Key)))];
        }

        unseen.ForEach(schedule => after.Add(schedule.Key, schedule.Value));
        return [];
    }

    /// <summary>A shift's key: who answers in which schedule from when.</summary>
    public static string Key(string schedule, DateTimeOffset start, string person) =>
        string.Create(CultureInfo.InvariantCulture, $"{schedule}/{start.ToUnixTimeSeconds()}/{person}");
}
