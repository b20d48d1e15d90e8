using System.Globalization;
using Cto.Domain.Security;

namespace Cto.Connectors.ThreatFeeds.Epss;

internal sealed record EpssAnswer
{
    public EpssScore?[]? Data { get; init; }
}

/// <summary>One CVE's score of a day; the numbers come as texts.</summary>
internal sealed record EpssScore
{
    public string? Cve { get; init; }
    public double? Epss { get; init; }
    public double? Percentile { get; init; }
    public string? Date { get; init; }

    /// <returns><see langword="null"/> when a part is missing or no probability.</returns>
    public ExploitPrediction? ToFact() =>
        Cve is not null && AdvisoryNames.IsCve(Cve) && Epss is >= 0 and <= 1 && Percentile is >= 0 and <= 1 &&
        DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new()
        {
            Key = $"epss:{Cve}",
            ChangedAt = new(day, TimeOnly.MinValue, TimeSpan.Zero),
            Url = $"https://www.first.org/epss/?cve={Cve}",
            Cve = Cve,
            Score = Epss.Value,
            Percentile = Percentile.Value,
            Day = day,
        }
        : null;
}
