using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>Goes from page to page of one list, by links or tokens, and distrusts them: they must stay on the host and must not go in circles.</summary>
/// <param name="first">The first page, or the base address where tokens are followed.</param>
internal sealed class Paging(Uri first)
{
    private const int MaxPages = 50_000;

    private readonly HashSet<string> _followed = new(StringComparer.Ordinal) { first.AbsoluteUri };

    /// <summary>The page after this answer by its <c>Link</c> header (RFC 8288); <see langword="null"/> when it is the last.</summary>
    /// <exception cref="SourceException">The link leads to another host or to a page that was read before.</exception>
    public Uri? Next(HttpResponseHeaders headers) => Next(Link(headers, "next"));

    /// <summary>The page after this answer by an address in its body, absolute or not; <see langword="null"/> when there is none.</summary>
    /// <exception cref="SourceException">It leads to another host or to a page that was read before.</exception>
    public Uri? Next(string? target)
    {
        if (string.IsNullOrEmpty(target))
        {
            return null;
        }

        if (!Uri.TryCreate(first, target, out var next) || !IsSameOrigin(first, next))
        {
            throw new SourceException(SourceFault.UnexpectedReply, $"{first.Host} links its next page to another host, which is not followed.");
        }

        Follow(next.AbsoluteUri);
        return next;
    }

    /// <summary>The token (cursor, offset, page number) of the page after this answer; <see langword="null"/> when there is none or it is empty.</summary>
    /// <exception cref="SourceException">A page that was read before had it.</exception>
    public string? NextToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        Follow(token);
        return token;
    }

    /// <summary>A whole list by tokens, from its first page to its last; holes in it are left out.</summary>
    /// <param name="ask">Asks for the page of a token; <see langword="null"/> = the first.</param>
    /// <param name="items">What stands on a page.</param>
    /// <param name="next">The token of the page after it.</param>
    /// <exception cref="SourceException">A page that was read before had that token.</exception>
    public async Task<IReadOnlyList<TItem>> AllAsync<TPage, TItem>(Func<string?, Task<TPage>> ask, Func<TPage, IEnumerable<TItem?>?> items, Func<TPage, string?> next)
        where TItem : class
    {
        var all = new List<TItem>();
        await foreach (var page in PagesAsync(ask, next))
        {
            all.AddRange((items(page) ?? []).OfType<TItem>());
        }

        return all;
    }

    /// <summary>The pages of a list by tokens, as they come.</summary>
    /// <param name="ask">Asks for the page of a token; <see langword="null"/> = the first.</param>
    /// <param name="next">The token of the page after it.</param>
    /// <exception cref="SourceException">A page that was read before had that token.</exception>
    public async IAsyncEnumerable<TPage> PagesAsync<TPage>(Func<string?, Task<TPage>> ask, Func<TPage, string?> next)
    {
        var token = (string?)null;
        do
        {
            var page = await ask(token);
            yield return page;
            token = NextToken(next(page));
        }
        while (token is not null);
    }

    /// <summary>Refuses a page that says the same as the one before, as a broken upstream's endless pages do.</summary>
    public void Distinct<TId>(IReadOnlyCollection<TId> before, IReadOnlyCollection<TId> ids)
    {
        if (ids.Count > 0 && before.Count > 0 && ids.All(before.Contains))
        {
            throw Endless("a page repeats the one before it");
        }
    }

    /// <summary>Whether credentials for one address may be shown to the other.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0 && other.UserInfo.Length == 0;

    /// <summary>The target of the link with a relation, as it stands; <see langword="null"/> when there is none.</summary>
    internal static string? Link(HttpResponseHeaders headers, string relation)
    {
        var rest = RateLimits.Text(headers, "Link").AsSpan();
        while (rest.IndexOf('<') is >= 0 and var open && rest[open..].IndexOf('>') is > 0 and var length)
        {
            var target = rest.Slice(open + 1, length - 1);
            rest = rest[(open + length + 1)..];
            // Parameters end where the next target begins; a comma alone may stand inside a quoted parameter.
            var parameters = rest.IndexOf('<') is >= 0 and var end ? rest[..end] : rest;
            foreach (var range in parameters.Split(';'))
            {
                var parameter = parameters[range].Trim().TrimEnd(',').TrimEnd();
                if (parameter.StartsWith("rel=", StringComparison.OrdinalIgnoreCase) && parameter[4..].Trim('"').Equals(relation, StringComparison.OrdinalIgnoreCase))
                {
                    return target.ToString();
                }
            }
        }

        return null;
    }

    private void Follow(string next)
    {
        if (!_followed.Add(next) || _followed.Count > MaxPages)
        {
            throw Endless(_followed.Count > MaxPages ? $"there are more than {MaxPages:N0}" : "a page leads to one that was read before");
        }
    }

    private SourceException Endless(string why) => new(SourceFault.UnexpectedReply, $"The pages of {first.Host} have no end: {why}.");
}
