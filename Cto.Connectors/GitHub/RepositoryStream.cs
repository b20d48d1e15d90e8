using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>One kind of record of a GitHub repository.</summary>
internal abstract class RepositoryStream(GitHubSession session) : CodeStream<GitHubRepository>
{
    public override string Fingerprint => Session.Settings.Fingerprint;

    protected GitHubSession Session => session;
}

/// <summary>What came of some records.</summary>
/// <param name="Facts">The facts in them.</param>
/// <param name="Deployments">What the deployments stream carries on; <see langword="null"/> for the others.</param>
internal sealed record ChunkFacts(IReadOnlyList<Fact> Facts, DeploymentMark? Deployments = null)
{
    /// <summary>What ended the reading before the last record: what was read before it is kept.</summary>
    public SourceException? Failure { get; init; }

    /// <summary>How many of the records were read before <see cref="Failure"/>.</summary>
    public int Done { get; init; }
}

/// <inheritdoc/>
/// <remarks>
/// Lists are sorted newest first. A record that changes while we page jumps to the top, where the next sweep finds it because it is newer than this sweep's start;
/// all others can only move down, onto a page still to come. So nothing is lost, and what is read twice is the same fact.
/// </remarks>
internal abstract class RepositoryStream<T>(GitHubSession session, GitHubList<T> list) : RepositoryStream(session)
    where T : class
{
    protected GitHubList<T> List => list;

    /// <summary>Records that become facts, and a checkpoint, together.</summary>
    protected virtual int ChunkSize => GitHubSession.PageSize;

    /// <summary>Whether a record counts as handled that changed in the very second up to which everything is committed.</summary>
    protected virtual bool SkipsSeen => false;

    protected virtual bool MayBeUnchanged(RepositoryMark mark) => true;

    /// <param name="repository">Where the records belong.</param>
    /// <param name="items">At most <see cref="ChunkSize"/>, newest first; may be empty when <paramref name="last"/>.</param>
    /// <param name="deployments">What the stream carried so far.</param>
    /// <param name="last">Whether the sweep ends with these.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    protected abstract Task<ChunkFacts> FactsAsync(
        GitHubRepository repository, IReadOnlyList<T> items, DeploymentMark? deployments, bool last, CancellationToken cancellationToken);

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitHubRepository repository, RepositoryMark mark, CancellationToken cancellationToken)
    {
        // A page that was under way is read again from the one before: records that vanished upstream would have moved others up.
        var number = mark.Sweep is { } resumed ? Math.Max(1, resumed.Page - (list.IsSorted ? 1 : 0)) : 1;
        try
        {
            var first = await list.FirstAsync(repository, number, mark.Sweep is null && MayBeUnchanged(mark) ? mark.Etag : null, cancellationToken);
            return first.Unchanged ? AsyncEnumerable.Empty<RepositoryFacts>() : WalkAsync(repository, mark, first, number, cancellationToken);
        }
        catch (SourceException e) when (list.IsNothing(e))
        {
            return AsyncEnumerable.Empty<RepositoryFacts>();
        }
    }

    private async IAsyncEnumerable<RepositoryFacts> WalkAsync(
        GitHubRepository repository, RepositoryMark mark, GitHubPage<T> first, int number, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        mark = mark with { Sweep = mark.Sweep ?? Begin(mark, first) };
        var paging = new Paging(first.Address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<GitHubPage<T>>? following = null;
        try
        {
            var resumeAt = mark.Sweep.Page;
            IReadOnlyList<T> carried = [];
            IReadOnlyCollection<long> before = [];
            for (var page = first; ; page = await following!, number++)
            {
                var ids = page.Items.Select(list.IdOf).ToHashSet();
                paging.Distinct(before, ids);
                before = ids;

                var next = list.IsBelow(page.Items, mark.Sweep!.Floor) ? null : paging.Next(page.Headers);
                // The page after this one is on its way while this one is read and committed.
                following = next is null ? null : list.NextAsync(next, stop.Token);

                // What moved down a page since the one before was read stands on both.
                IReadOnlyList<T> wanted = [.. carried.Concat(Wanted(page.Items, mark)).DistinctBy(list.IdOf)];
                if (number < resumeAt && following is not null)
                {
                    // What the page before still had goes with the page that was under way: each checkpoint is a step forward.
                    carried = wanted;
                    continue;
                }

                carried = [];
                var chunks = wanted.Chunk(ChunkSize).DefaultIfEmpty([]).ToList();
                for (var i = 0; i < chunks.Count; i++)
                {
                    var endsPage = i == chunks.Count - 1;
                    var endsSweep = endsPage && next is null;
                    var chunk = await FactsAsync(repository, chunks[i], mark.Deployments, endsSweep, cancellationToken);
                    if (chunk.Failure is { } failure)
                    {
                        yield return new(chunk.Facts, mark with { Sweep = mark.Sweep! with { Reached = list.StampOf(chunks[i][chunk.Done - 1]) ?? mark.Sweep!.Reached } });
                        ExceptionDispatchInfo.Throw(failure);
                    }

                    var sweep = mark.Sweep! with { Reached = Last(chunks[i]) ?? mark.Sweep!.Reached, Page = endsPage ? number + 1 : number };
                    mark = mark with { Deployments = chunk.Deployments, Sweep = sweep };
                    mark = endsSweep ? End(mark) : mark;
                    yield return new(chunk.Facts, mark);
                }

                if (following is null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Ordered.Settle(following ?? Task.CompletedTask);
        }
    }

    private SweepMark Begin(RepositoryMark mark, GitHubPage<T> first)
    {
        var newest = first.Items.Max(list.StampOf);
        return new()
        {
            Page = 1,
            Floor = mark.Until is { } until ? until - list.Lookback : list.KeepsAll ? DateTimeOffset.MinValue : Session.Clock.GetUtcNow() - Session.Settings.History,
            Newest = newest,
            Seen = SkipsSeen && newest is not null ? [.. first.Items.Where(item => list.StampOf(item) == newest).Select(list.IdOf)] : null,
            Etag = first.Etag,
        };
    }

    private static RepositoryMark End(RepositoryMark mark) => mark with
    {
        Until = mark.Sweep!.Newest > mark.Until || mark.Until is null ? mark.Sweep.Newest : mark.Until,
        Seen = mark.Sweep.Newest < mark.Until ? mark.Seen : mark.Sweep.Seen,
        Etag = mark.Sweep.Etag,
        Sweep = null,
    };

    private IEnumerable<T> Wanted(IReadOnlyList<T> items, RepositoryMark mark) => items.Where(item => list.StampOf(item) is not { } stamp || (
        stamp >= mark.Sweep!.Floor &&
        !(list.IsSorted && stamp > mark.Sweep.Reached) &&
        !(SkipsSeen && stamp == mark.Until && mark.Seen?.Contains(list.IdOf(item)) == true)));

    private DateTimeOffset? Last(T[] items) => items.Length == 0 ? null : list.StampOf(items[^1]);
}
