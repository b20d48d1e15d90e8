using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>What the catalogue, the connect form and the API know of the threat feeds.</summary>
internal static class ThreatFeedsDescriptor
{
    public const string Kind = "threat-feeds";
    public const string NvdKey = "nvdKey";
    public const string GitHubToken = "githubToken";
    public const string Kev = "kev";
    public const string Epss = "epss";
    public const string Osv = "osv";
    public const string GitHubAdvisories = "github-advisories";
    public const string Nvd = "nvd";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = Kind,
        Title = "Threat feeds",
        Category = ConnectorCategory.Security,
        Brings = "What is exploited in the wild, how likely the rest is, and which versions of the packages you use are affected: CISA KEV, EPSS, OSV, NVD and GitHub advisories.",
        DocumentationUrl = "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
        Limits = "The NVD allows 5 requests in 30 seconds, 50 with a key; GitHub 60 an hour, 5,000 with a token. Only what you use is asked for.",
        PollEvery = TimeSpan.FromMinutes(30),
        Settings =
        [
            new(ThreatFeedSettings.Watched, "Also follow", "CVE or GHSA names that matter to you although no scanner reports them.") { Type = SettingType.List, Placeholder = "CVE-2024-3094" },
            Address(ThreatFeedSettings.KevUrl, "CISA KEV", ThreatFeedSettings.DefaultKevUrl),
            Address(ThreatFeedSettings.EpssUrl, "FIRST EPSS", ThreatFeedSettings.DefaultEpssUrl),
            Address(ThreatFeedSettings.OsvUrl, "OSV", ThreatFeedSettings.DefaultOsvUrl),
            Address(ThreatFeedSettings.NvdUrl, "the NVD", ThreatFeedSettings.DefaultNvdUrl),
            ThreatFeedSettings.NvdRequests,
            Address(ThreatFeedSettings.GitHubUrl, "GitHub advisories", ThreatFeedSettings.DefaultGitHubUrl),
        ],
        Credentials =
        [
            new(
                "keys",
                "Keys",
                "Both are free and optional: nvd.nist.gov/developers/request-an-api-key, and a GitHub token without any scope.",
                [new(NvdKey, "API key of the NVD", Required: false), new(GitHubToken, "GitHub token", Required: false)]),
        ],
        Streams =
        [
            new(Kev, "CISA: known exploited", [FactKinds.KnownExploit]),
            new(Epss, "EPSS: likely exploited", [FactKinds.ExploitPrediction]),
            new(Osv, "OSV", [FactKinds.Advisory, FactKinds.AffectedPackage]),
            new(GitHubAdvisories, "GitHub advisories", [FactKinds.Advisory, FactKinds.AffectedPackage]),
            // Last: its limit is the smallest.
            new(Nvd, "NVD", [FactKinds.Advisory]),
        ],
    };

    private static SettingDescriptor Address(string name, string feed, string otherwise) =>
        new(name, $"Address of {feed}", "Of a mirror of your own; leave it for the usual one.") { Type = SettingType.Url, Default = otherwise };
}
