using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.WebSearch;

/// <summary>The web, by way of a search engine: asked when something is to be found out, never pulled.</summary>
internal sealed class WebSearchConnector(SourceHttpFactory http, AddressGuard guard) : ISourceConnector, IWebSearch
{
    private const int MaxResults = 20;

    // Brave takes no more; what is longer is no query but a text.
    private const int MaxQuery = 400;
    private const int MaxTitle = 200;
    private const int MaxExcerpt = 500;
    private const int MaxUrl = 2000;

    public ConnectorDescriptor Descriptor => WebSearchDescriptor.Descriptor;

    public IWebSearch Search => this;

    public async Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var settings = new WebSearchSettings(source.Settings, guard);
        var found = await SearchAsync(source, "DORA metrics", 5, cancellationToken);
        return new($"Connected to {(settings.IsBrave ? "Brave Search" : $"SearXNG at {settings.BaseAddress.Host}")}: a query found {found.Count} {(found.Count == 1 ? "page" : "pages")}.")
        {
            Warnings = found.Count == 0 ? ["The engine answers and finds nothing: are its own engines switched on?"] : [],
        };
    }

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) =>
        throw new ArgumentException($"A web search has no stream '{stream}': it has none.", nameof(stream));

    public async Task<IReadOnlyList<SearchResult>> SearchAsync(SourceConnection source, string query, int count, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var settings = new WebSearchSettings(source.Settings, guard);
        var engine = http.Open(settings.BaseAddress, new WebSearchDialect(settings, source.Credentials));
        var asked = PlainText.Of(query, MaxQuery);
        var wanted = Math.Min(count, MaxResults);
        var found = settings.IsBrave
            ? ((await engine.For<IBraveApi>(WebSearchJson.Default).SearchAsync(asked, wanted, cancellationToken)).Web?.Results ?? []).OfType<BraveResult>().Select(page => Of(page.Title, page.Url, page.Description, page.PageAge))
            : ((await engine.For<ISearxApi>(WebSearchJson.Default).SearchAsync(asked, "json", cancellationToken)).Results ?? []).OfType<SearxResult>().Select(page => Of(page.Title, page.Url, page.Content, page.PublishedDate));
        return [.. found.OfType<SearchResult>().DistinctBy(page => page.Url, StringComparer.Ordinal).Take(wanted)];
    }

    /// <summary>A page as it may be shown: plain text, and an address that leads to the web and nowhere else.</summary>
    private static SearchResult? Of(string? title, string? url, string? excerpt, DateTimeOffset? publishedAt) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) &&
        address.UserInfo.Length == 0 && address.Host.Length > 0 && address.AbsoluteUri.Length <= MaxUrl
            ? new(PlainText.Of(title, MaxTitle) is { Length: > 0 } name ? name : address.Host, address.AbsoluteUri, PlainText.Of(excerpt, MaxExcerpt), publishedAt)
            : null;
}
