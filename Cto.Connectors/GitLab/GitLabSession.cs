using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>One GitLab source for the length of a call: its settings, its routes, the names of its things.</summary>
internal sealed class GitLabSession(SourceHttp http, GitLabSettings settings, SourceConnection source, TimeProvider clock)
{
    public const int Degree = 6;

    /// <summary>GitLab's largest page.</summary>
    public const int PageSize = 100;

    public SourceHttp Http => http;

    public GitLabSettings Settings => settings;

    public SourceConnection Source => source;

    public TimeProvider Clock => clock;

    public IGitLabApi Api { get; } = http.For<IGitLabApi>(GitLabJson.Default);

    public IGitLabPeopleApi People { get; } = http.For<IGitLabPeopleApi>(GitLabJson.Default);

    public GitLabKeys Keys { get; } = new(settings.BaseAddress);

    /// <summary>The items of a list from its first page to its last; holes are left out.</summary>
    public Task<List<TItem>> AllAsync<TItem>(Answer<TItem?[]> first, string route, JsonTypeInfo<TItem[]> type, CancellationToken cancellationToken)
        where TItem : class => LinkedPages.AllAsync<TItem?[], TItem>(Http, first, route, type!, static page => page, cancellationToken);

    /// <summary>An instant as GitLab takes it in a query.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <summary>Opens GitLab sources.</summary>
internal sealed class GitLabSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public GitLabSession Open(SourceConnection source)
    {
        var settings = Read(source);
        return new(http.Open(settings.BaseAddress, new GitLabDialect(settings.BaseAddress, GitLabCredentials.TokenOf(source.Credentials), source.Credentials?.Kind == OAuthCredential.Kind)), settings, source, clock);
    }

    public GitLabSettings Read(SourceConnection source) => new(source.Settings, guard);
}
