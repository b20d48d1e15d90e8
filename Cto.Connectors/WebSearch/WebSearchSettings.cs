using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.WebSearch;

/// <summary>The settings of one search engine, read and checked.</summary>
internal sealed class WebSearchSettings
{
    public const string Engine = "engine";
    public const string BraveUrl = "https://api.search.brave.com";

    /// <exception cref="SourceException">They make no sense.</exception>
    public WebSearchSettings(SourceSettings settings, AddressGuard guard)
    {
        IsBrave = settings.Text(Engine)?.ToLowerInvariant() switch
        {
            null or "brave" => true,
            "searxng" => false,
            var other => throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(other, 60)}' is no search engine that is known here.") { Remedy = "Choose brave or searxng." },
        };
        BaseAddress = UsualSettings.AddressOf(settings, guard, IsBrave ? BraveUrl : null);
    }

    /// <summary>Brave, or else SearXNG.</summary>
    public bool IsBrave { get; }
    public Uri BaseAddress { get; }
}
