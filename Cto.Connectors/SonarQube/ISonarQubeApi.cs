using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.SonarQube;

/// <summary>The routes of SonarQube that facts are read from; a test holds each against a server's own list of its routes.</summary>
[DescribedBy("sonarqube")]
internal interface ISonarQubeApi
{
    [Get("api/components/search_projects")]
    Task<Response<SonarProjects>> ProjectsAsync([Query] string f, [Query] int ps, [Query] int p, CancellationToken cancellationToken);

    [Get("api/measures/search_history")]
    Task<SonarHistory> HistoryAsync(
        [Query] string component, [Query] string metrics, [Query] string from, [Query] int ps, [Query] int p, CancellationToken cancellationToken);

    [Get("api/qualitygates/project_status")]
    Task<SonarGateAnswer> GateAsync([Query] string projectKey, CancellationToken cancellationToken);

    [Get("api/issues/search")]
    Task<SonarIssues> IssuesAsync(
        [Query] string projects, [Query] string types, [Query] string resolved, [Query] string facets, [Query] int ps, CancellationToken cancellationToken);
}

/// <summary>The second version of the API, below <c>api/v2</c> of a server.</summary>
[DescribedBy("sonarqube-v2")]
internal interface ISonarQubeV2Api
{
    [Get("analysis/version")]
    Task<RawAnswer> VersionAsync(CancellationToken cancellationToken);
}

/// <summary>What the cloud asks for differently, and what the list of routes at hand lacks.</summary>
[NotDescribed("SonarQube Cloud has no machine-readable description, and the server's at hand lacks these routes; stubs of their documented answers stand in for it.")]
internal interface ISonarQubeMoreApi
{
    [Get("api/components/search_projects")]
    Task<Response<SonarProjects>> ProjectsAsync([Query] string organization, [Query] string f, [Query] int ps, [Query] int p, CancellationToken cancellationToken);

    [Get("api/issues/search")]
    Task<SonarIssues> IssuesAsync(
        [Query] string organization, [Query] string projects, [Query] string types, [Query] string resolved, [Query] string facets, [Query] int ps, CancellationToken cancellationToken);

    [Get("api/users/current")]
    Task<Response<SonarUser>> CurrentUserAsync(CancellationToken cancellationToken);

    [Get("api/alm_settings/get_binding")]
    Task<SonarBinding> BindingAsync([Query] string project, CancellationToken cancellationToken);

    [Get("api/project_links/search")]
    Task<SonarLinks> LinksAsync([Query] string projectKey, CancellationToken cancellationToken);
}
