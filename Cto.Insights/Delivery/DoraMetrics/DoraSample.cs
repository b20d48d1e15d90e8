using System.Runtime.InteropServices;
using Cto.Insights.Delivery.Links;
using Dapper;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>What the figures are computed from: one place in each array a deployment, and the lead times with the instants they ended at.</summary>
internal sealed class DoraSample
{
    public required DateTime[] FinishedAt { get; init; }
    public required int[] Flags { get; init; }

    /// <summary>Seconds; -1 = did not fail or has not recovered.</summary>
    public required int[] Recovery { get; init; }
    public required int[] RecoveryFromFinish { get; init; }

    /// <summary>When each lead time ended, in step with <see cref="LeadSeconds"/>.</summary>
    public required DateTime[] LeadEndedAt { get; init; }
    public required int[] LeadSeconds { get; init; }
    public required int ExcludedFirst { get; init; }
    public required int ExcludedClock { get; init; }
    public required int ExcludedUnknown { get; init; }
    public required IReadOnlyList<DoraEvidenceRow> Rows { get; init; }
    public required long Unattributed { get; init; }

    public bool Has(int index, DeploymentFlags flag) => (Flags[index] & (int)flag) != 0;

    public static async Task<DoraSample> ReadAsync(SqlMapper.GridReader results)
    {
        var deployments = await results.ReadSingleOrDefaultAsync<DeploymentArrays>() ?? new DeploymentArrays();
        var changes = await results.ReadSingleAsync<ChangeArrays>();
        var failed = await results.ReadAsync<DoraEvidenceRow>();
        var others = await results.ReadAsync<DoraEvidenceRow>();
        var finished = deployments.FinishedAt ?? [];
        return new DoraSample
        {
            FinishedAt = finished,
            Flags = deployments.Flags ?? [],
            Recovery = deployments.Recovery ?? [],
            RecoveryFromFinish = deployments.RecoveryFromFinish ?? [],
            LeadEndedAt = changes.DeployedAt ?? EndsOf(finished, deployments.LeadCounts ?? []),
            LeadSeconds = changes.Leads ?? MemoryMarshal.Cast<byte, int>(deployments.Leads).ToArray(),
            ExcludedFirst = deployments.ExcludedFirst,
            ExcludedClock = deployments.ExcludedClock,
            ExcludedUnknown = deployments.ExcludedUnknown,
            Rows = [.. failed.Concat(others).Take(Evidence.MaxRows)],
            Unattributed = await results.ReadSingleAsync<long>(),
        };
    }

    private static DateTime[] EndsOf(DateTime[] finished, int[] counts)
    {
        var ends = new DateTime[counts.Sum()];
        var next = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            ends.AsSpan(next, counts[i]).Fill(finished[i]);
            next += counts[i];
        }

        return ends;
    }

    private sealed class DeploymentArrays
    {
        public DateTime[]? FinishedAt { get; init; }
        public int[]? Flags { get; init; }
        public int[]? Recovery { get; init; }
        public int[]? RecoveryFromFinish { get; init; }
        public int[]? LeadCounts { get; init; }
        public byte[]? Leads { get; init; }
        public int ExcludedFirst { get; init; }
        public int ExcludedClock { get; init; }
        public int ExcludedUnknown { get; init; }
    }

    private sealed class ChangeArrays
    {
        public DateTime[]? DeployedAt { get; init; }
        public int[]? Leads { get; init; }
    }
}

/// <summary>A deployment as evidence.</summary>
internal sealed record DoraEvidenceRow(
    string Key, string Service, string? Version, DateTime FinishedAt, int Flags, int Reasons, string? Url, int Changes, int? Recovery, string? RemediedBy);
