using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.SonarQube;

/// <summary>The routes of SonarQube that facts are read from; a test holds each against a server's own list of its routes.</summary>
[DescribedBy("sonarqube")]
internal interface ISonarQubeApi
{
    [Get("api/components/search_projects")]
    Task<Answer<SonarProjects>> ProjectsAsync(string f, int ps, int p, CancellationToken cancellationToken);

    [Get("api/measures/search_history")]
    Task<SonarHistory> HistoryAsync(
        string component, string metrics, string from, int ps, int p, CancellationToken cancellationToken);

    [Get("api/qualitygates/project_status")]
    Task<SonarGateAnswer> GateAsync(string projectKey, CancellationToken cancellationToken);

    [Get("api/issues/search")]
    Task<SonarIssues> IssuesAsync(
        string projects, string types, string resolved, string facets, int ps, CancellationToken cancellationToken);
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
    Task<Answer<SonarProjects>> ProjectsAsync(string organization, string f, int ps, int p, CancellationToken cancellationToken);

    [Get("api/issues/search")]
    Task<SonarIssues> IssuesAsync(
        string organization, string projects, string types, string resolved, string facets, int ps, CancellationToken cancellationToken);

    [Get("api/users/current")]
    Task<Answer<SonarUser>> CurrentUserAsync(CancellationToken cancellationToken);

    [Get("api/alm_settings/get_binding")]
    Task<SonarBinding> BindingAsync(string project, CancellationToken cancellationToken);

    [Get("api/project_links/search")]
    Task<SonarLinks> LinksAsync(string projectKey, CancellationToken cancellationToken);
}
