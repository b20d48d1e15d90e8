using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>One SonarQube source for the length of a call: its settings and its routes.</summary>
internal sealed class SonarSession(SourceHttp http, SonarSettings settings, SonarBindings bindings, Guid sourceId, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>No server lists more than this, however one pages.</summary>
    private const int Listed = 10_000;

    public SourceHttp Http => http;

    public SonarSettings Settings => settings;

    public TimeProvider Clock => clock;

    public ISonarQubeApi Api { get; } = http.For<ISonarQubeApi>(SonarJson.Default);

    public ISonarQubeMoreApi More { get; } = http.For<ISonarQubeMoreApi>(SonarJson.Default);

    public SonarFacts Facts { get; } = new(settings.BaseAddress);

    /// <summary>The projects that the credentials may see and the settings mean, the last analysed last, and how many the list could not show.</summary>
    public async Task<(IReadOnlyList<SonarProject> Projects, int Hidden)> ProjectsAsync(CancellationToken cancellationToken)
    {
        var (found, total) = (new List<SonarProject>(), 0);
        var before = new HashSet<string>();
        for (var page = 1; page <= Listed / PageSize; page++)
        {
            var answer = (await PageAsync(page, cancellationToken)).Content;
            var items = (answer.Components ?? []).OfType<SonarProject>().Where(project => project.Key is { Length: > 0 }).ToList();
            var keys = items.Select(project => project.Key!).ToHashSet();
            new Paging(settings.BaseAddress).Distinct(before, keys);
            (before, total) = (keys, answer.Paging?.Total ?? 0);
            found.AddRange(items);
            if (items.Count == 0 || page * PageSize >= total)
            {
                break;
            }
        }

        return ([.. found.DistinctBy(project => project.Key).Where(project => settings.Covers(project.Key!, project.Name)).OrderBy(project => project.AnalysisDate)], Math.Max(0, total - Listed));
    }

    public Task<SonarIssues> CountIssuesAsync(string project, string type, CancellationToken cancellationToken) => settings.CloudOrganization is { } organization
        ? More.IssuesAsync(organization, project, type, "false", "severities", 1, cancellationToken)
        : Api.IssuesAsync(project, type, "false", "severities", 1, cancellationToken);

    /// <summary>The repository of a project, where the settings or the server tell; <see langword="null"/> when unknown.</summary>
    public Task<string?> RepositoryOfAsync(string project, CancellationToken cancellationToken) => settings.RepositoryOf(project) is { } named
        ? Task.FromResult<string?>(named)
        : bindings.RepositoryOfAsync(sourceId, this, project, cancellationToken);

    private Task<Answer<SonarProjects>> PageAsync(int page, CancellationToken cancellationToken) => settings.CloudOrganization is { } organization
        ? More.ProjectsAsync(organization, "analysisDate", PageSize, page, cancellationToken)
        : Api.ProjectsAsync("analysisDate", PageSize, page, cancellationToken);
}

/// <summary>Opens SonarQube sources.</summary>
internal sealed class SonarSessions(SourceHttpFactory http, AddressGuard guard, SonarBindings bindings, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public SonarSession Open(SourceConnection source)
    {
        var settings = Read(source);
        return new(http.Open(settings.BaseAddress, new SonarDialect(settings.BaseAddress, source.Credentials)), settings, bindings, source.SourceId, clock);
    }

    /// <summary>The second version of the API, which a server has and the cloud has not.</summary>
    public ISonarQubeV2Api OpenV2(SourceConnection source)
    {
        var address = new Uri(Read(source).BaseAddress, "api/v2/");
        return http.Open(address, new SonarDialect(address, source.Credentials)).For<ISonarQubeV2Api>(SonarJson.Default);
    }

    public SonarSettings Read(SourceConnection source) => new(source.Settings, guard);
}
