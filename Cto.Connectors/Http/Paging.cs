using System.Net.Http.Headers;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>Follows page links (RFC 8288) and distrusts them: they must stay on the host and must not go in circles.</summary>
internal sealed class Paging(Uri first)
{
    private const int MaxPages = 50_000;

    private readonly HashSet<string> _followed = new(StringComparer.Ordinal) { first.AbsoluteUri };

    /// <summary>The page after this answer; <see langword="null"/> when it is the last.</summary>
    /// <exception cref="SourceException">The link leads to another host or to a page that was read before.</exception>
    public Uri? Next(HttpResponseHeaders headers)
    {
        if (Link(headers, "next") is not { } target)
        {
            return null;
        }

        if (!Uri.TryCreate(first, target, out var next) || !IsSameOrigin(first, next))
        {
            throw new SourceException(SourceFault.UnexpectedReply, $"{first.Host} links its next page to another host, which is not followed.");
        }

        return _followed.Add(next.AbsoluteUri) && _followed.Count <= MaxPages
            ? next
            : throw new SourceException(SourceFault.UnexpectedReply, $"The pages of {first.Host} have no end: a page links to one that was read before.");
    }

    /// <summary>Refuses a page that says the same as the one before, as a broken upstream's endless pages do.</summary>
    public void Distinct(IReadOnlyCollection<long> before, IReadOnlyCollection<long> ids)
    {
        if (ids.Count > 0 && before.Count > 0 && ids.All(before.Contains))
        {
            throw new SourceException(SourceFault.UnexpectedReply, $"The pages of {first.Host} have no end: a page repeats the one before it.");
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
}
