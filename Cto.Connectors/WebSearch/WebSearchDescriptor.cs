using Cto.Domain.Sources;

namespace Cto.Connectors.WebSearch;

/// <summary>What the catalogue, the connect form and the API know of web search.</summary>
internal static class WebSearchDescriptor
{
    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "web-search",
        Title = "Web search",
        Category = ConnectorCategory.Knowledge,
        Brings = "What the web says of a question that your own data cannot answer: by Brave Search or your own SearXNG. It keeps nothing.",
        DocumentationUrl = "https://api-dashboard.search.brave.com/app/documentation/web-search/get-started",
        Limits = "Brave: by your plan, told in its headers; at most nine tenths are used. SearXNG: what its limiter lets pass.",
        Settings =
        [
            new(WebSearchSettings.Engine, "Engine", "Brave Search, or a SearXNG server of your own.") { Type = SettingType.Choice, Choices = ["brave", "searxng"], Default = "brave" },
            new(UsualSettings.BaseUrl, "Address", "Of your SearXNG server; leave it for Brave.") { Type = SettingType.Url, Placeholder = "https://searx.example.com" },
        ],
        Credentials =
        [
            new(WebSearchDialect.TokenKind, "Subscription token", "Brave Search API → API keys. SearXNG needs none.", [new(WebSearchDialect.Token, "Token", Required: false)])
            {
                Scopes = [new("Data for Search", "Web results; any plan.")],
            },
        ],
        Streams = [],
    };
}
