using System.Net.Http.Headers;
using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>One list of a repository, newest first: how it is asked for and what it is sorted by. Several streams may read the same list.</summary>
internal abstract class GitHubList<T>
    where T : class
{
    /// <summary>How far before the last sweep records may still change without moving to the top of the list.</summary>
    public virtual TimeSpan Lookback => TimeSpan.Zero;

    /// <summary>Whether the list is truly sorted by its stamps: then everything newer than what a sweep has reached is committed.</summary>
    public virtual bool IsSorted => true;

    /// <summary>Whether the first sweep reads to the end: what is old and still open counts.</summary>
    public virtual bool KeepsAll => false;

    /// <summary>Whether a refusal only says that there is nothing to list.</summary>
    public virtual bool IsNothing(SourceException fault) => false;

    public abstract long IdOf(T item);

    /// <summary>What the list is sorted by; <see langword="null"/> when the record lacks it.</summary>
    public abstract DateTimeOffset? StampOf(T item);

    /// <summary>Whether everything after this page is committed already.</summary>
    public virtual bool IsBelow(IReadOnlyList<T> items, DateTimeOffset floor) => items.Count > 0 && StampOf(items[^1]) < floor;

    public abstract Task<GitHubPage<T>> FirstAsync(GitHubRepository repository, int page, string? etag, CancellationToken cancellationToken);

    public abstract Task<GitHubPage<T>> NextAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>One page of a list.</summary>
internal sealed record GitHubPage<T>(IReadOnlyList<T> Items, HttpResponseHeaders Headers, Uri Address, bool Unchanged)
{
    public string? Etag => Headers.ETag?.ToString();

    /// <summary>The page of an answer; holes in its list are left out.</summary>
    public static GitHubPage<T> Of<TBody>(Answer<TBody> answer, Func<TBody, IEnumerable<T?>?> items)
    {
        var unchanged = answer.Status is HttpStatusCode.NotModified;
        return new(unchanged ? [] : [.. (items(answer.Content) ?? []).OfType<T>()], answer.Headers, answer.Address, unchanged);
    }
}
