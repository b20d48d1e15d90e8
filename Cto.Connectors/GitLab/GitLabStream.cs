using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Cto.Domain;

namespace Cto.Connectors.GitLab;

/// <summary>One kind of record of a project by its last change, oldest first; each request asks for what changed since the last record that was read.</summary>
/// <remarks>
/// Numbered pages would shift when a record on an earlier one changes and jumps to the end; asking anew from the last change cannot miss one. The record at the
/// border comes twice and is passed over by its id.
/// </remarks>
internal abstract class GitLabStream<T>(GitLabSession session) : CodeStream<GitLabProject>
    where T : class
{
    public override string Fingerprint => session.Settings.Fingerprint;

    protected GitLabSession Session => session;

    /// <summary>Records that become facts, and a checkpoint, together.</summary>
    protected virtual int ChunkSize => GitLabSession.PageSize;

    protected abstract Task<Answer<T?[]>> AskAsync(GitLabProject project, string updatedAfter, int page, CancellationToken cancellationToken);

    protected abstract long IdOf(T item);

    /// <summary>When it last changed; <see langword="null"/> when the record lacks it.</summary>
    protected abstract DateTimeOffset? StampOf(T item);

    /// <summary>The facts in some records, and what is known besides; <see cref="RepositoryMark.Until"/> is not its business.</summary>
    protected abstract Task<GitLabRead> ReadAsync(GitLabProject project, IReadOnlyList<T> items, RepositoryMark mark, CancellationToken cancellationToken);

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitLabProject project, RepositoryMark mark, CancellationToken cancellationToken)
    {
        var since = mark.Until ?? session.Clock.GetUtcNow() - session.Settings.History;
        var first = await PageAsync(project, since, 1, cancellationToken);
        return IsNews(first, mark) ? WalkAsync(project, mark, since, first, cancellationToken) : AsyncEnumerable.Empty<RepositoryFacts>();
    }

    private async IAsyncEnumerable<RepositoryFacts> WalkAsync(
        GitLabProject project, RepositoryMark mark, DateTimeOffset since, IReadOnlyList<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = session.Http.Pages();
        for (var page = 1; ;)
        {
            foreach (var chunk in items.Where(item => !IsSeen(item, mark)).DistinctBy(IdOf).Chunk(ChunkSize))
            {
                var read = await ReadAsync(project, chunk, mark, cancellationToken);
                mark = Moved(read.Mark, read.Failure is null ? chunk : chunk[..read.Done]);
                yield return new(read.Facts, mark);
                if (read.Failure is { } failure)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }
            }

            if (items.Count < GitLabSession.PageSize)
            {
                yield break;
            }

            // A hundred changes in one instant: then the instant has more pages.
            (page, since) = mark.Until is { } until && until > since ? (1, until) : (page + 1, since);
            pages.NextToken($"{since.UtcTicks}/{page}");
            items = await PageAsync(project, since, page, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<T>> PageAsync(GitLabProject project, DateTimeOffset since, int page, CancellationToken cancellationToken) =>
        [.. (await AskAsync(project, GitLabSession.Text(since), page, cancellationToken)).Content.OfType<T>().OrderBy(StampOf)];

    private bool IsNews(IReadOnlyList<T> items, RepositoryMark mark) => items.Any(item => !IsSeen(item, mark));

    private bool IsSeen(T item, RepositoryMark mark) => mark.Until is not null && StampOf(item) <= mark.Until && mark.Seen?.Contains(IdOf(item)) == true;

    private RepositoryMark Moved(RepositoryMark mark, T[] items)
    {
        var until = items.Max(StampOf) is { } newest && !(newest < mark.Until) ? newest : mark.Until;
        var at = items.Where(item => StampOf(item) == until).Select(IdOf);
        return mark with { Until = until, Seen = [.. until == mark.Until ? (mark.Seen ?? []).Union(at) : at] };
    }
}

/// <summary>What came of some records.</summary>
/// <param name="Facts">The facts in them.</param>
/// <param name="Mark">What is known besides.</param>
internal sealed record GitLabRead(IReadOnlyList<Fact> Facts, RepositoryMark Mark)
{
    /// <summary>What ended the reading before the last record: what was read before it is kept.</summary>
    public SourceException? Failure { get; init; }

    /// <summary>How many of the records were read before <see cref="Failure"/>.</summary>
    public int Done { get; init; }
}
