using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>The addresses of the feeds, and what to follow besides what the company uses.</summary>
internal sealed class ThreatFeedSettings
{
    public const string KevUrl = "kevUrl";
    public const string EpssUrl = "epssUrl";
    public const string OsvUrl = "osvUrl";
    public const string NvdUrl = "nvdUrl";
    public const string GitHubUrl = "githubUrl";
    public const string Watched = "watched";
    public const string DefaultKevUrl = "https://www.cisa.gov/sites/default/files/feeds";
    public const string DefaultEpssUrl = "https://api.first.org/data/v1";
    public const string DefaultOsvUrl = "https://api.osv.dev";
    public const string DefaultNvdUrl = "https://services.nvd.nist.gov/rest/json";
    public const string DefaultGitHubUrl = "https://api.github.com";

    public static SettingDescriptor NvdRequests { get; } = new("nvdRequests", "Requests to the NVD", "In 30 seconds, of a mirror of your own; leave it empty for NIST's limit.")
    {
        Type = SettingType.Number,
        Placeholder = "50",
        Least = 1,
        Most = 100_000,
    };

    /// <exception cref="SourceException">They make no sense.</exception>
    public ThreatFeedSettings(SourceSettings settings, AddressGuard guard)
    {
        Kev = guard.Parse(settings.Text(KevUrl) ?? DefaultKevUrl);
        Epss = guard.Parse(settings.Text(EpssUrl) ?? DefaultEpssUrl);
        Osv = guard.Parse(settings.Text(OsvUrl) ?? DefaultOsvUrl);
        Nvd = guard.Parse(settings.Text(NvdUrl) ?? DefaultNvdUrl);
        GitHub = guard.Parse(settings.Text(GitHubUrl) ?? DefaultGitHubUrl);
        NvdLimit = settings.Text(NvdRequests.Name) is null ? null : UsualSettings.NumberOf(settings, NvdRequests);
        WatchedNames = [.. settings.List(Watched).Select(Name)];
    }

    public Uri Kev { get; }
    public Uri Epss { get; }
    public Uri Osv { get; }
    public Uri Nvd { get; }
    public Uri GitHub { get; }

    /// <summary>Requests to the NVD in 30 seconds; <see langword="null"/> = what NIST allows.</summary>
    public int? NvdLimit { get; }

    /// <summary>CVE and GHSA names that are followed although no scanner reports them.</summary>
    public IReadOnlyList<string> WatchedNames { get; }

    private static string Name(string text) =>
        AdvisoryNames.IsCve(text) || AdvisoryNames.IsGhsa(text) ? text : throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(text, 40)}' names no advisory.")
        {
            Remedy = "Give names such as CVE-2024-3094 or GHSA-jfh8-c2jh-5v3p.",
        };
}
