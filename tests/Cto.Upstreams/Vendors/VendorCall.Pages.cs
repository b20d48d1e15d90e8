using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cto.Upstreams.Faults;
using Microsoft.AspNetCore.Http.Extensions;

namespace Cto.Upstreams.Vendors;

internal sealed partial class VendorCall
{
    private const string Elsewhere = "https://pages.elsewhere.example";

    /// <summary>The address of the vendor as the caller knows it, without a slash at the end.</summary>
    public string Root => $"{http.Request.Scheme}://{http.Request.Host}/{vendor.Prefix}";

    /// <summary>A page by offset. With a page loop there is always more, and it is always the same.</summary>
    public Slice<T> Slice<T>(IReadOnlyList<T> all, int offset, int size)
    {
        var loops = fault?.Kind is FaultKind.PageLoop;
        var start = Math.Clamp(offset, 0, all.Count);
        var count = Math.Min(Math.Max(size, 0), all.Count - start);
        if (loops && count == 0)
        {
            (start, count) = (0, Math.Min(size, all.Count));
        }

        return new([.. Range(all, start, count)], start, size, loops ? int.MaxValue : all.Count, loops);
    }

    /// <summary>A page by number from 1, as <c>?page=</c> and <c>?per_page=</c> (or the names given) ask for it.</summary>
    public Slice<T> NumberedPage<T>(IReadOnlyList<T> all, int size = 30, int most = 100, string pageName = "page", string sizeName = "per_page")
    {
        var asked = Math.Max(1, Number(sizeName, size, most));
        return Slice(all, (int)Math.Min(int.MaxValue, (Math.Max(1, Number(pageName, 1)) - 1L) * asked), asked);
    }

    /// <summary>Writes the <c>Link</c> header of RFC 8288: first, prev, next and last, as GitHub and GitLab do.</summary>
    public void Link<T>(Slice<T> slice, string pageName = "page")
    {
        var links = new List<string>();
        void Add(int page, string relation) => links.Add($"<{PageAddress(pageName, page.ToString(CultureInfo.InvariantCulture))}>; rel=\"{relation}\"");
        if (slice.Page > 1)
        {
            Add(slice.Page - 1, "prev");
            Add(1, "first");
        }

        if (slice.HasMore)
        {
            Add(slice.Loops ? slice.Page : slice.Page + 1, "next");
            Add(slice.Loops ? slice.Page + 1 : slice.Pages, "last");
        }

        if (links.Count > 0)
        {
            http.Response.Headers.Link = string.Join(", ", links);
        }
    }

    /// <summary>The address of this request with another value for a parameter; on another host when a fault wants so.</summary>
    public string PageAddress(string parameter, string value)
    {
        var query = new QueryBuilder(http.Request.Query.Where(pair => pair.Key != parameter)) { { parameter, value } };
        var host = fault?.Kind is FaultKind.ForeignLink ? Elsewhere : $"{http.Request.Scheme}://{http.Request.Host}";
        return $"{host}{http.Request.Path.ToUriComponent()}{query.ToQueryString()}";
    }

    /// <summary>The token of the page after this one, opaque and good for this list alone; <see langword="null"/> after the last.</summary>
    public string? NextToken<T>(Slice<T> slice) => slice.HasMore ? Token(slice.Next) : null;

    /// <summary>Where a token points; 0 without one.</summary>
    /// <exception cref="Refusal">It is none of this list's.</exception>
    public int Offset(string? token, string parameter)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        var bytes = new byte[token.Length];
        if (Base64Url.TryDecodeFromChars(token, bytes, out var length) &&
            Encoding.UTF8.GetString(bytes, 0, length).Split('@', 2) is [var offset, var path] && path == http.Request.Path &&
            int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        throw Refusal.Bad(parameter, "is not a token of this list");
    }

    /// <summary>A token of this list that carries a number, for lists whose pages begin at a record and not at a place.</summary>
    public string Token(int offset) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{offset}@{http.Request.Path}")));

    private static IEnumerable<T> Range<T>(IReadOnlyList<T> all, int start, int count)
    {
        for (var i = start; i < start + count; i++)
        {
            yield return all[i];
        }
    }
}
