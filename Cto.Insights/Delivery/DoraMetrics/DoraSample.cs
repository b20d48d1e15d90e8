using System.Runtime.InteropServices;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Links;
using Dapper;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>What the figures are computed from: the runs of both periods, and the lead times with the instants they ended at.</summary>
internal sealed class DoraSample
{
    /// <summary>Of whole days: those outside the periods are for the reader to leave out.</summary>
    public required PackedRun[] Runs { get; init; }

    /// <summary>When each lead time ended, in UTC ticks, in step with <see cref="LeadSeconds"/>.</summary>
    public required long[] LeadEndedTicks { get; init; }
    public required int[] LeadSeconds { get; init; }

    /// <summary>Changes that have no lead time, where they are not counted with the runs: when they were deployed and why.</summary>
    public required IReadOnlyList<(long Ticks, LeadTimeExclusion Exclusion)> Excluded { get; init; }
    public required IReadOnlyList<DoraEvidenceRow> Rows { get; init; }
    public required long Unattributed { get; init; }

    public static async Task<DoraSample> ReadAsync(SqlMapper.GridReader results)
    {
        var days = await results.ReadSingleAsync<Days>();
        var changes = await results.ReadSingleAsync<Changes>();
        var failed = await results.ReadAsync<DoraEvidenceRow>();
        var others = await results.ReadAsync<DoraEvidenceRow>();
        var runs = MemoryMarshal.Cast<byte, PackedRun>(days.Runs).ToArray();
        var measured = Enumerable.Range(0, changes.Leads?.Length ?? 0).ToLookup(i => changes.Exclusions![i] == 0);
        return new DoraSample
        {
            Runs = runs,
            LeadEndedTicks = changes.Leads is null
                ? [.. EndsOf(runs, days.Leads, run => run.Leads), .. EndsOf(runs, days.LeadsAgain, run => run.LeadsAgain)]
                : [.. measured[true].Select(i => changes.DeployedAt![i].Ticks)],
            LeadSeconds = changes.Leads is null
                ? [.. MemoryMarshal.Cast<byte, int>(days.Leads), .. MemoryMarshal.Cast<byte, int>(days.LeadsAgain)]
                : [.. measured[true].Select(i => changes.Leads[i])],
            Excluded = [.. measured[false].Select(i => (changes.DeployedAt![i].Ticks, (LeadTimeExclusion)changes.Exclusions![i]))],
            Rows = [.. failed.Concat(others).Take(Evidence.MaxRows)],
            Unattributed = await results.ReadSingleAsync<long>(),
        };
    }

    /// <summary>How many changes of a period have no lead time for a reason.</summary>
    public int CountExcluded(Period period, LeadTimeExclusion exclusion, Func<PackedRun, int> counted) =>
        Runs.Where(run => run.FinishedTicks >= period.Start.UtcTicks && run.FinishedTicks < period.End.UtcTicks).Sum(counted)
        + Excluded.Count(change => change.Exclusion == exclusion && change.Ticks >= period.Start.UtcTicks && change.Ticks < period.End.UtcTicks);

    private static long[] EndsOf(PackedRun[] runs, byte[]? packed, Func<PackedRun, int> count)
    {
        var ends = new long[(packed?.Length ?? 0) / sizeof(int)];
        var next = 0;
        for (var i = 0; i < runs.Length && next < ends.Length; i++)
        {
            ends.AsSpan(next, count(runs[i])).Fill(runs[i].FinishedTicks);
            next += count(runs[i]);
        }

        return ends;
    }

    private sealed class Days
    {
        public byte[]? Runs { get; init; }
        public byte[]? Leads { get; init; }
        public byte[]? LeadsAgain { get; init; }
    }

    private sealed class Changes
    {
        public DateTime[]? DeployedAt { get; init; }
        public int[]? Leads { get; init; }
        public int[]? Exclusions { get; init; }
    }
}

/// <summary>A deployment as evidence.</summary>
internal sealed record DoraEvidenceRow(
    string Key, string Service, string? Version, DateTime FinishedAt, int Flags, int Reasons, string? Url, int Changes, int? Recovery, string? RemediedBy);
