using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>One Jira source for the length of a call: its site, its settings, its routes, the names of its things.</summary>
internal sealed class JiraSession(SourceHttp http, JiraSite site, JiraSettings settings, TimeProvider clock)
{
    /// <summary>Requests in flight at a time.</summary>
    public const int Degree = 4;

    /// <summary>Records a page.</summary>
    public const int PageSize = 100;

    public SourceHttp Http => http;

    public JiraSite Site => site;

    public JiraSettings Settings => settings;

    public TimeProvider Clock => clock;

    public IJiraApi Api { get; } = http.For<IJiraApi>(JiraJson.Default);

    public IJiraAgileApi Agile { get; } = http.For<IJiraAgileApi>(JiraJson.Default);

    public IJiraSiteApi SiteApi { get; } = http.For<IJiraSiteApi>(JiraJson.Default);

    public IJiraServerApi ServerApi { get; } = http.For<IJiraServerApi>(JiraJson.Default);

    public JiraKeys Keys { get; } = new(settings.BaseAddress);

    /// <summary>Every project in reach.</summary>
    public async Task<IReadOnlyList<JiraProject>> ProjectsAsync(CancellationToken cancellationToken)
    {
        if (!site.IsCloud)
        {
            return [.. (await ServerApi.ProjectsAsync("lead,issueTypes", cancellationToken)).OfType<JiraProject>()];
        }

        return await PositionsAsync(
            async start =>
            {
                var page = await Api.ProjectsAsync(start, PageSize, "lead,issueTypes", cancellationToken);
                return (page.Values, page.IsLast != false);
            },
            project => project.Id);
    }

    /// <summary>A list that is paged by positions, from its first page to its last; holes are left out.</summary>
    /// <param name="read">Reads the page that begins at a position, and says whether it is the last.</param>
    /// <param name="id">What tells one from the other: a page that repeats the one before has no end.</param>
    /// <exception cref="SourceException">The pages have no end.</exception>
    public async Task<List<T>> PositionsAsync<T, TId>(Func<int, Task<(T?[]? Items, bool IsLast)>> read, Func<T, TId> id)
        where T : class
    {
        var found = new List<T>();
        var paging = Http.Pages();
        IReadOnlyCollection<TId> before = [];
        for (var start = 0; ;)
        {
            var (items, isLast) = await read(start);
            found.AddRange((items ?? []).OfType<T>());
            if (isLast || items is not { Length: > 0 })
            {
                return found;
            }

            HashSet<TId> ids = [.. items.OfType<T>().Select(id)];
            paging.Distinct(before, ids);
            before = ids;
            start += items.Length;
        }
    }

    /// <summary>The query that keeps to the source's projects; <see langword="null"/> where all are meant.</summary>
    public async Task<string?> ProjectClauseAsync(CancellationToken cancellationToken) =>
        settings.CoversAll ? null : settings.ProjectClause(await ProjectsAsync(cancellationToken));

    /// <summary>Markdown as this Jira takes texts.</summary>
    public JsonNode Text(string markdown) => site.IsCloud ? JiraDocument.Of(markdown) : JsonValue.Create(JiraWikiMarkup.Of(markdown));

    /// <summary>The content of an answer that was not meant for strangers.</summary>
    public static T Sure<T>(Answer<T> answer) => JiraDialect.Denied(answer.Headers) is { } denied ? throw denied : answer.Content;
}

/// <summary>Opens Jira sources, and remembers for a while what their sites are.</summary>
internal sealed class JiraSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, (string Of, DateTimeOffset Until, JiraSite Site)> _sites = new();

    /// <exception cref="SourceException">Settings or credentials make no sense, or the site does not know us.</exception>
    public async Task<JiraSession> OpenAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var (settings, credentials) = (Read(source), JiraCredentials.Of(source.Credentials));
        var of = $"{settings.BaseAddress}|{settings.ApiAddress}|{settings.IsCloud}|{settings.Points}|{credentials.Identity}";
        if (!_sites.TryGetValue(source.SourceId, out var known) || known.Of != of || known.Until < clock.GetUtcNow())
        {
            known = (of, clock.GetUtcNow() + Remembered, await VisitAsync(settings, credentials, cancellationToken));
            _sites[source.SourceId] = known;
        }

        return new(Http(settings, credentials, known.Site.ApiAddress, known.Site.IsCloud), known.Site, settings, clock);
    }

    public JiraSettings Read(SourceConnection source) => new(source.Settings, guard);

    public void Forget(Guid source) => _sites.TryRemove(source, out _);

    private async Task<JiraSite> VisitAsync(JiraSettings settings, JiraCredentials credentials, CancellationToken cancellationToken)
    {
        var address = credentials.IsOAuth ? await AddressAsync(settings, credentials, cancellationToken) : settings.BaseAddress;
        var cloud = credentials.IsOAuth || (settings.IsCloud ?? await IsCloudAsync(settings, credentials, cancellationToken));
        var open = Http(settings, credentials, address, cloud);
        var (api, more) = (open.For<IJiraApi>(JiraJson.Default), open.For<IJiraSiteApi>(JiraJson.Default));
        var me = JiraSession.Sure(await api.MyselfAsync(cancellationToken));
        var (fields, statuses) = (more.FieldsAsync(cancellationToken), more.StatusesAsync(cancellationToken));
        await Task.WhenAll(fields, statuses);
        return new(address, cloud, me, new((await fields).Content.OfType<JiraField>(), settings.Points), new((await statuses).OfType<JiraStatus>()));
    }

    private async Task<bool> IsCloudAsync(JiraSettings settings, JiraCredentials credentials, CancellationToken cancellationToken) =>
        (await Http(settings, credentials, settings.BaseAddress, cloud: false).For<IJiraServerApi>(JiraJson.Default).ServerInfoAsync(cancellationToken))
        .DeploymentType?.Equals("Cloud", StringComparison.OrdinalIgnoreCase) == true;

    private async Task<Uri> AddressAsync(JiraSettings settings, JiraCredentials credentials, CancellationToken cancellationToken)
    {
        var resources = await Http(settings, credentials, settings.ApiAddress, cloud: true).For<IAtlassianApi>(JiraJson.Default).ResourcesAsync(cancellationToken);
        var site = resources.FirstOrDefault(resource => string.Equals(resource?.Url?.TrimEnd('/'), settings.BaseAddress.AbsoluteUri.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
        return site?.Id is { } id && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? new(settings.ApiAddress, $"ex/jira/{id}/")
            : throw new SourceException(SourceFault.NotFound, $"The token opens {Names(resources)}, not {settings.BaseAddress.Authority}.")
            {
                Remedy = "Connect again and choose this site, or correct the address.",
            };
    }

    private static string Names(IEnumerable<AtlassianResource?> resources) =>
        string.Join(", ", resources.Select(resource => resource?.Url).OfType<string>()) is { Length: > 0 } names ? names : "no site";

    private SourceHttp Http(JiraSettings settings, JiraCredentials credentials, Uri address, bool cloud) =>
        http.Open(address, new JiraDialect(settings.BaseAddress, credentials, isServer: !cloud));
}
