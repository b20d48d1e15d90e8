using System.Globalization;
using System.Text.Json.Serialization;
using Cto.Domain.Security;

namespace Cto.Connectors.ThreatFeeds.Kev;

internal sealed record KevCatalogue
{
    public KevEntry?[]? Vulnerabilities { get; init; }
}

internal sealed record KevEntry
{
    [JsonPropertyName("cveID")]
    public string? Cve { get; init; }
    public string? VendorProject { get; init; }
    public string? Product { get; init; }
    public string? VulnerabilityName { get; init; }
    public string? DateAdded { get; init; }
    public string? DueDate { get; init; }
    public string? RequiredAction { get; init; }
    public string? KnownRansomwareCampaignUse { get; init; }

    /// <returns><see langword="null"/> when it has no name or no date.</returns>
    public KnownExploit? ToFact() => Cve is not null && AdvisoryNames.IsCve(Cve) && Day(DateAdded) is { } added ? new()
    {
        Key = $"kev:{Cve}",
        Url = $"https://www.cisa.gov/known-exploited-vulnerabilities-catalog?search_api_fulltext={Cve}",
        Cve = Cve,
        Name = VulnerabilityName ?? Cve,
        Vendor = VendorProject,
        Product = Product,
        AddedOn = added,
        DueOn = Day(DueDate),
        Ransomware = string.Equals(KnownRansomwareCampaignUse, "Known", StringComparison.OrdinalIgnoreCase),
        RequiredAction = RequiredAction,
    }
    : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
