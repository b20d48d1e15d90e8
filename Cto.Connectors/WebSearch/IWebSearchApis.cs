using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.WebSearch;

/// <summary>The route of Brave's search API.</summary>
[NotDescribed("Brave publishes no machine-readable description; stubs of its documented answer stand in for it.")]
[Headers("Accept: application/json")]
internal interface IBraveApi
{
    [Get("res/v1/web/search")]
    Task<BraveAnswer> SearchAsync(string q, int count, CancellationToken cancellationToken);
}

/// <summary>The route of a SearXNG server.</summary>
[NotDescribed("SearXNG publishes no machine-readable description; stubs of the answer in its source stand in for it.")]
internal interface ISearxApi
{
    [Get("search")]
    Task<SearxAnswer> SearchAsync(string q, string format, CancellationToken cancellationToken);
}
