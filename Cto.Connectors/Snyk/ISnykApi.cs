using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Snyk;

/// <summary>The routes of Snyk's REST API that facts are read from; a test holds each against Snyk's own description.</summary>
[DescribedBy("snyk")]
[Headers("Accept: application/vnd.api+json")]
internal interface ISnykApi
{
    /// <summary>Answers are of the shapes that this version has, whatever comes later.</summary>
    const string Version = "2024-10-15";

    [Get("orgs")]
    Task<SnykDocument<SnykOrganization?[]>> OrganizationsAsync(string version, int limit, CancellationToken cancellationToken);

    [Get("orgs/{org_id}/projects")]
    Task<SnykDocument<SnykProject?[]>> ProjectsAsync(
        [AliasAs("org_id")] string organization, string version, string expand, int limit, CancellationToken cancellationToken);

    [Get("orgs/{org_id}/issues")]
    Task<SnykDocument<SnykIssue?[]>> IssuesAsync(
        [AliasAs("org_id")] string organization, string version, [AliasAs("updated_after")] string? updatedAfter, int limit,
        CancellationToken cancellationToken);
}

/// <summary>The route of Snyk that tells who we are.</summary>
[NotDescribed("The description at hand lacks it; a stub of Snyk's documented answer stands in for it.")]
[Headers("Accept: application/vnd.api+json")]
internal interface ISnykSelfApi
{
    [Get("self")]
    Task<SnykDocument<SnykSelf>> SelfAsync(string version, CancellationToken cancellationToken);
}
