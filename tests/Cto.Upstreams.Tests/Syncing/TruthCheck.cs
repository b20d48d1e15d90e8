namespace Cto.Upstreams.Tests.Syncing;

/// <summary>Holds what is stored against what the company says is true.</summary>
internal static class TruthCheck
{
    /// <returns>Where they differ, each a sentence; empty when they agree.</returns>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(UpstreamsHost company, DemoProduct product, string source)
    {
        var now = company.Simulation.Company.Now;
        if (company.Truth.ByKind(now).GetValueOrDefault(source) is not { } kinds)
        {
            return ["no truth is told"];
        }

        var rows = (await product.RowsAsync()).GetValueOrDefault(source) ?? [];
        var differences = new List<string>();
        differences.AddRange(kinds.Where(kind => rows.GetValueOrDefault(kind.Key) != kind.Value).Select(kind => $"{rows.GetValueOrDefault(kind.Key)} of {kind.Value} {kind.Key}"));
        differences.AddRange(rows.Keys.Except(kinds.Keys).Select(kind => $"the truth does not know {rows[kind]} {kind}"));
        foreach (var (column, truth) in company.Truth.Sums(now).GetValueOrDefault(source) ?? new Dictionary<string, decimal>())
        {
            var sum = await product.SumAsync(source, column);
            differences.AddRange(sum == truth ? [] : [$"{column} adds up to {sum} instead of {truth}"]);
        }

        return differences;
    }
}
