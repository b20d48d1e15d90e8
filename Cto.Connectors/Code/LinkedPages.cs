using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Http;

namespace Cto.Connectors.Code;

/// <summary>Lists whose pages are found by their <c>Link</c> headers.</summary>
internal static class LinkedPages
{
    /// <summary>The items of a list from its first page to its last; holes are left out.</summary>
    public static async Task<List<TItem>> AllAsync<TPage, TItem>(
        SourceHttp http, Answer<TPage> first, string route, JsonTypeInfo<TPage> type, Func<TPage, TItem?[]> items, CancellationToken cancellationToken)
        where TItem : class
    {
        var found = new List<TItem>();
        var paging = new Paging(first.Address);
        for (var page = first; ;)
        {
            found.AddRange(items(page.Content).OfType<TItem>());
            if (paging.Next(page.Headers) is not { } next)
            {
                return found;
            }

            page = await http.GetAsync(next, route, type, cancellationToken);
        }
    }
}
