namespace Cto.Domain.Sources;

/// <summary>A source that is asked and not pulled: what it answers is text from outside, never a fact.</summary>
public interface IWebSearch
{
    /// <param name="source">The account to ask with.</param>
    /// <param name="query">As a person would type it.</param>
    /// <param name="count">How many results at most.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="SourceException">The engine cannot be asked now.</exception>
    Task<IReadOnlyList<SearchResult>> SearchAsync(SourceConnection source, string query, int count, CancellationToken cancellationToken);
}

/// <summary>One result of a web search.</summary>
/// <param name="Title">Plain text.</param>
/// <param name="Url">An http or https address.</param>
/// <param name="Excerpt">Plain text; empty when there is none.</param>
/// <param name="PublishedAt"><see langword="null"/> when unknown.</param>
public sealed record SearchResult(string Title, string Url, string Excerpt, DateTimeOffset? PublishedAt);
