using System.Globalization;
using System.Runtime.InteropServices;
using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery.Links;

/// <summary>A row of <c>delivery_day</c>.</summary>
/// <param name="Service">The service.</param>
/// <param name="Day">The UTC day as <c>2026-03-01</c>.</param>
/// <param name="Runs">Its production runs in the order they finished.</param>
internal sealed record DayRow(string Service, string Day, IReadOnlyList<DeploymentRow> Runs)
{
    /// <summary>The key of the day that an instant is on.</summary>
    public static string KeyOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static IEnumerable<DayRow> Of(IEnumerable<DeploymentRow> deployments) => deployments
        .Where(row => row.Environment == EnvironmentKind.Production)
        .GroupBy(row => (row.Service, Day: KeyOf(row.Link.Deployment.FinishedAt!.Value)))
        .Select(day => new DayRow(
            day.Key.Service, day.Key.Day, [.. day.OrderBy(row => row.Link.Deployment.FinishedAt).ThenBy(row => row.Link.Deployment.Key, StringComparer.Ordinal)]));

    public byte[] PackRuns() => MemoryMarshal.AsBytes<PackedRun>(Runs.Select(Pack).ToArray()).ToArray();

    /// <summary>Four bytes each; <see langword="null"/> for none.</summary>
    public byte[]? PackLeads(Func<DeploymentRow, List<int>> leads)
    {
        var seconds = Runs.SelectMany(leads).ToArray();
        return seconds.Length == 0 ? null : MemoryMarshal.AsBytes<int>(seconds).ToArray();
    }

    private static PackedRun Pack(DeploymentRow row) => new()
    {
        FinishedTicks = row.Link.Deployment.FinishedAt!.Value.UtcTicks,
        Flags = row.Flags,
        Recovery = LinkTables.Seconds(row.Link.Failure?.Recovery) ?? PackedRun.None,
        RecoveryFromFinish = LinkTables.Seconds(row.Link.Failure?.RecoveryFromFinish) ?? 0,
        Leads = row.Leads.Count,
        LeadsAgain = row.LeadsAgain.Count,
        ExcludedFirst = row.ExcludedFirst,
        ExcludedClock = row.ExcludedClock,
        ExcludedUnknown = row.ExcludedUnknown,
    };
}
