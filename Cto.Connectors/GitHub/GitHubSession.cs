using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>One GitHub source for the length of a call: its settings, its routes, the names of its things.</summary>
internal sealed class GitHubSession(SourceHttp http, GitHubSettings settings, SourceConnection source, TimeProvider clock)
{
    /// <summary>Requests in flight at a time: fast, and far from GitHub's secondary limits.</summary>
    public const int Degree = 6;

    /// <summary>GitHub's largest page.</summary>
    public const int PageSize = 100;

    public SourceHttp Http => http;

    public GitHubSettings Settings => settings;

    public SourceConnection Source => source;

    public TimeProvider Clock => clock;

    public IGitHubApi Api { get; } = http.For<IGitHubApi>(GitHubJson.Default);

    public IGitHubSecurityApi Security { get; } = http.For<IGitHubSecurityApi>(GitHubJson.Default);

    public IGitHubInventoryApi Inventory { get; } = http.For<IGitHubInventoryApi>(GitHubJson.Default);

    public IGitHubAccountApi Account { get; } = http.For<IGitHubAccountApi>(GitHubJson.Default);

    public GitHubKeys Keys { get; } = new(settings.BaseAddress);

    /// <summary>The items of a list from its first page to its last; holes are left out.</summary>
    public Task<List<TItem>> AllAsync<TPage, TItem>(
        Answer<TPage> first, string route, JsonTypeInfo<TPage> type, Func<TPage, TItem?[]> items, CancellationToken cancellationToken)
        where TItem : class => LinkedPages.AllAsync(Http, first, route, type, items, cancellationToken);
}

/// <summary>Opens GitHub sources.</summary>
internal sealed class GitHubSessions(SourceHttpFactory http, AddressGuard guard, GitHubAppTokens tokens, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public GitHubSession Open(SourceConnection source)
    {
        var settings = Read(source);
        var credentials = GitHubCredentials.Of(source.Credentials, settings.BaseAddress, tokens);
        return new(http.Open(settings.BaseAddress, new GitHubDialect(settings.BaseAddress, credentials)), settings, source, clock);
    }

    public GitHubSettings Read(SourceConnection source) => new(source.Settings, guard);
}
