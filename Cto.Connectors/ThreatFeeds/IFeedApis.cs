using Cto.Connectors.Http;
using Cto.Connectors.ThreatFeeds.Epss;
using Cto.Connectors.ThreatFeeds.GitHubAdvisories;
using Cto.Connectors.ThreatFeeds.Kev;
using Cto.Connectors.ThreatFeeds.Nvd;
using Cto.Connectors.ThreatFeeds.Osv;
using Refit;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>CISA's catalogue of known exploited vulnerabilities: one file.</summary>
[NotDescribed("CISA publishes a file and no API; its models are held against CISA's schema and entries of the catalogue.")]
internal interface IKevApi
{
    [Get("known_exploited_vulnerabilities.json")]
    Task<Answer<KevCatalogue>> CatalogueAsync(
        [Header("If-None-Match")] string? etag, [Header("If-Modified-Since")] string? since, CancellationToken cancellationToken);
}

/// <summary>FIRST's exploit prediction scores.</summary>
[NotDescribed("FIRST describes its API in prose only; the models follow that and its examples.")]
internal interface IEpssApi
{
    [Get("epss")]
    Task<Answer<EpssAnswer>> ScoresAsync(string cve, int limit, CancellationToken cancellationToken);
}

/// <summary>OSV, which knows which versions of open source packages are affected.</summary>
[DescribedBy("osv")]
internal interface IOsvApi
{
    [Post("v1/querybatch")]
    [Repeatable]
    Task<Answer<OsvBatchAnswer>> QueryBatchAsync([Body] OsvBatch batch, CancellationToken cancellationToken);

    [Get("v1/vulns/{id}")]
    Task<Answer<OsvVulnerability>> VulnerabilityAsync(string id, CancellationToken cancellationToken);
}

/// <summary>NIST's National Vulnerability Database.</summary>
[NotDescribed("NIST publishes a schema of the answers and no description of the routes; the models are held against recorded answers.")]
internal interface INvdApi
{
    [Get("cves/2.0")]
    Task<Answer<NvdAnswer>> CveAsync(string cveId, CancellationToken cancellationToken);

    [Get("cves/2.0")]
    Task<Answer<NvdAnswer>> ModifiedAsync(
        string lastModStartDate, string lastModEndDate, int startIndex, int resultsPerPage, CancellationToken cancellationToken);
}

/// <summary>GitHub's database of advisories.</summary>
[DescribedBy("github-advisory")]
[Headers("Accept: application/vnd.github+json, application/json;q=0.9", "X-GitHub-Api-Version: 2022-11-28")]
internal interface IGitHubAdvisoryApi
{
    [Get("advisories")]
    Task<Answer<GitHubAdvisory?[]>> AdvisoriesAsync(
        string? affects, string? ecosystem, [AliasAs("ghsa_id")] string? ghsa, [AliasAs("cve_id")] string? cve, string? updated,
        string sort, string direction, [AliasAs("per_page")] int perPage, CancellationToken cancellationToken);
}
