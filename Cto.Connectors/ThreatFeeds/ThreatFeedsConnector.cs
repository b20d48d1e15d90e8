using Cto.Connectors.ThreatFeeds.Epss;
using Cto.Connectors.ThreatFeeds.GitHubAdvisories;
using Cto.Connectors.ThreatFeeds.Kev;
using Cto.Connectors.ThreatFeeds.Nvd;
using Cto.Connectors.ThreatFeeds.Osv;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>The public feeds of weaknesses, asked about what the company uses.</summary>
internal sealed class ThreatFeedsConnector(ThreatFeedsSessions sessions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => ThreatFeedsDescriptor.Descriptor;

    public async Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var exploited = KevStream.Entries((await session.Kev.CatalogueAsync(null, null, cancellationToken)).Content).Count;
        var use = await session.InUseAsync(cancellationToken);
        var warnings = new List<string>();
        await TryAsync("EPSS", () => session.Epss.ScoresAsync("CVE-2021-44228", 1, cancellationToken), warnings);
        await TryAsync("OSV", () => session.Osv.QueryBatchAsync(new([]), cancellationToken), warnings);
        await TryAsync("The NVD", () => session.Nvd.CveAsync("CVE-2021-44228", cancellationToken), warnings);
        await TryAsync("GitHub's advisories", () => session.GitHub.AdvisoriesAsync(null, null, null, "CVE-2021-44228", null, "updated", "desc", 1, cancellationToken), warnings);
        if (source.Credentials?.Reveal(ThreatFeedsDescriptor.NvdKey) is not { Length: > 0 })
        {
            warnings.Add("Without an API key the NVD allows 5 requests in 30 seconds, so its part of the first sync takes a while.");
        }

        return new($"Connected: {exploited} known exploited vulnerabilities; {use.Packages.Count} packages and {use.Advisories.Count} advisories in use are looked up.") { Warnings = warnings };
    }

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        return stream switch
        {
            ThreatFeedsDescriptor.Kev => KevStream.PullAsync(session, cursor, cancellationToken),
            ThreatFeedsDescriptor.Epss => EpssStream.PullAsync(session, cursor, cancellationToken),
            ThreatFeedsDescriptor.Osv => OsvStream.PullAsync(session, cursor, cancellationToken),
            ThreatFeedsDescriptor.GitHubAdvisories => GitHubAdvisoryStream.PullAsync(session, cursor, cancellationToken),
            ThreatFeedsDescriptor.Nvd => NvdStream.PullAsync(session, cursor, cancellationToken),
            _ => throw new ArgumentException($"The threat feeds have no stream '{stream}'.", nameof(stream)),
        };
    }

    private static async Task TryAsync(string what, Func<Task> ask, List<string> warnings)
    {
        try
        {
            await ask();
        }
        catch (SourceException e) when (e.Fault is not SourceFault.InvalidSettings)
        {
            warnings.Add($"{what} cannot be read, so what only it knows will be missing: {e.Message}");
        }
    }
}
