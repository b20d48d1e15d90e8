using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>One Snyk source for the length of a call: its settings and its routes.</summary>
internal sealed class SnykSession(SourceHttp http, SnykSettings settings, TimeProvider clock)
{
    /// <summary>Snyk's largest page.</summary>
    public const int PageSize = 100;

    public SourceHttp Http => http;

    public SnykSettings Settings => settings;

    public TimeProvider Clock => clock;

    public ISnykApi Api { get; } = http.For<ISnykApi>(SnykJson.Default);

    public ISnykSelfApi Self { get; } = http.For<ISnykSelfApi>(SnykJson.Default);

    /// <summary>The organisations that the credentials may see and the settings mean.</summary>
    /// <exception cref="SourceException">There is none.</exception>
    public async Task<IReadOnlyList<SnykOrganization>> OrganizationsAsync(CancellationToken cancellationToken)
    {
        var all = await AllAsync(await Api.OrganizationsAsync(ISnykApi.Version, PageSize, cancellationToken), "orgs", SnykJson.Default.SnykDocumentSnykOrganizationArray, cancellationToken);
        IReadOnlyList<SnykOrganization> meant = [.. all.Where(organization => organization.Id is { Length: > 0 } && Settings.Covers(organization.Id, organization.Attributes?.Slug))];
        return meant.Count > 0 ? meant : throw new SourceException(SourceFault.NotFound, all.Count == 0
            ? "The token sees no organisation of Snyk."
            : $"None of the {all.Count} organisations that the token sees is one of the settings.");
    }

    /// <summary>The projects of an organisation, by id.</summary>
    public async Task<IReadOnlyDictionary<string, SnykProject>> ProjectsAsync(string organization, CancellationToken cancellationToken)
    {
        var first = await Api.ProjectsAsync(organization, ISnykApi.Version, "target", PageSize, cancellationToken);
        var all = await AllAsync(first, "orgs/{org_id}/projects", SnykJson.Default.SnykDocumentSnykProjectArray, cancellationToken);
        return all.Where(project => project.Id is { Length: > 0 }).DistinctBy(project => project.Id).ToDictionary(project => project.Id!);
    }

    /// <summary>The page after this one, as path and query; <see langword="null"/> when it is the last.</summary>
    /// <exception cref="SourceException">It is on another host or was read before.</exception>
    public string? Next(Paging paging, SnykLinks? links)
    {
        // Some versions leave the path of the API out of their links.
        var path = Settings.BaseAddress.AbsolutePath;
        var target = links?.NextAddress is { } next && next.StartsWith('/') && !next.StartsWith(path, StringComparison.Ordinal) ? path + next[1..] : links?.NextAddress;
        return paging.Next(target)?.PathAndQuery;
    }

    public Uri Address(string pathAndQuery) => new(Settings.BaseAddress, pathAndQuery);

    private async Task<List<T>> AllAsync<T>(SnykDocument<T?[]> first, string route, JsonTypeInfo<SnykDocument<T?[]>> type, CancellationToken cancellationToken)
        where T : class
    {
        var found = new List<T>();
        var paging = new Paging(Settings.BaseAddress);
        for (var page = first; ;)
        {
            found.AddRange((page.Data ?? []).OfType<T>());
            if (Next(paging, page.Links) is not { } next)
            {
                return found;
            }

            page = (await Http.GetAsync(Address(next), route, type, cancellationToken)).Content;
        }
    }
}

/// <summary>Opens Snyk sources.</summary>
internal sealed class SnykSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public SnykSession Open(SourceConnection source)
    {
        var settings = Read(source);
        return new(http.Open(settings.BaseAddress, new SnykDialect(settings.BaseAddress, source.Credentials)), settings, clock);
    }

    public SnykSettings Read(SourceConnection source) => new(source.Settings, guard);
}
