using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Follows a branch in pages, the oldest stretch first, and takes back what a rewriting of its history took away.</summary>
/// <param name="repository">Where the branch is.</param>
/// <param name="fingerprint">Changes when facts already read would be read differently.</param>
internal abstract class BranchReading(GitRepository repository, string fingerprint)
{
    protected const int PageSize = 1000;

    protected GitRepository Repository => repository;

    /// <param name="head">The branch's newest commit.</param>
    /// <param name="left">Where the last page left off; <see langword="null"/> at first.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public async IAsyncEnumerable<(FactPage Page, BranchCursor? Cursor)> PullAsync(
        string head, BranchCursor? left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = await Mainline.SinceAsync(repository, head, left?.Head, left is not null && left.Settings != fingerprint, cancellationToken);
        var written = await WrittenAsync(left, cancellationToken);
        var withdrawn = 0L;
        if (written.Count > 0 && (!line.GoesOn || left!.Reading.Count > 0))
        {
            await foreach (var keys in VanishedAsync(written, line, cancellationToken).Chunk(PageSize).WithCancellation(cancellationToken))
            {
                withdrawn += keys.Length;
                yield return (new FactPage { Facts = [], Withdrawn = keys, Progress = new PullProgress("commits that vanished") }, null);
            }
        }

        // Until the end is reached, what stood before a rewriting and was not read again yet may still vanish in a second one.
        IReadOnlyList<string> unsettled = line.GoesOn && line.Base == left?.Head ? left?.Reading ?? [] : written;
        var done = 0L;
        var from = line.Base;
        await foreach (var (facts, read, end, isLast) in StretchesAsync(line, cancellationToken))
        {
            done += read;
            from = isLast ? end : from;
            IReadOnlyList<string> reading = !isLast ? [.. unsettled, end] : end == head ? [] : unsettled;
            yield return (
                new FactPage { Facts = facts, Progress = PullProgress.Of(done, line.Total, "commits of the line") },
                new BranchCursor(fingerprint, from, reading));
        }

        var isSettled = line.Milestones.Count > 0 || (left is { Reading.Count: 0 } && left.Head == head && left.Settings == fingerprint);
        yield return (
            new FactPage { Facts = [], Warnings = [.. Rewritten(withdrawn, line), .. Warnings] },
            isSettled ? null : new BranchCursor(fingerprint, head, []));
    }

    /// <summary>What the numbers will lack, known once everything is read.</summary>
    protected abstract IEnumerable<string> Warnings { get; }

    /// <summary>Reads what is printed of one stretch: facts, how many commits of the line they complete, and whether the stretch ends with them; the last always comes.</summary>
    protected abstract IAsyncEnumerable<(IReadOnlyList<Fact> Facts, int Read, bool IsLast)> ReadAsync(
        GitProcess log, string end, CancellationToken cancellationToken);

    /// <summary>The facts written of these heads that do not hold any more.</summary>
    protected abstract IAsyncEnumerable<FactKey> VanishedAsync(IReadOnlyList<string> heads, Mainline line, CancellationToken cancellationToken);

    /// <summary>Reads one stretch after the other; while one is read, git already works on the next.</summary>
    private async IAsyncEnumerable<(IReadOnlyList<Fact> Facts, int Read, string End, bool IsLast)> StretchesAsync(
        Mainline line, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queue<(string End, GitProcess Log)> started = new();
        try
        {
            foreach (var (end, range) in line.Stretches)
            {
                started.Enqueue((end, repository.StartLog(range, cancellationToken)));
                while (started.Count > 1 || (started.Count == 1 && end == line.Head))
                {
                    var (current, log) = started.Dequeue();
                    await foreach (var (facts, read, isLast) in ReadAsync(log, current, cancellationToken))
                    {
                        yield return (facts, read, current, isLast);
                    }
                }
            }
        }
        finally
        {
            foreach (var (_, log) in started)
            {
                await log.DisposeAsync();
            }
        }
    }

    private async Task<IReadOnlyList<string>> WrittenAsync(BranchCursor? left, CancellationToken cancellationToken)
    {
        List<string> written = [];
        foreach (var sha in left is null ? [] : left.Reading.Prepend(left.Head).OfType<string>())
        {
            if (await repository.HasAsync(sha, cancellationToken))
            {
                written.Add(sha);
            }
        }

        return written;
    }

    private static IEnumerable<string> Rewritten(long withdrawn, Mainline line)
    {
        if (line.LostTrack)
        {
            yield return "The history was rewritten upstream and the old one is gone, so that facts of commits that vanished cannot be told from others. "
                + "Delete the source and connect it again for exact numbers.";
        }
        else if (withdrawn > 0 && !line.GoesOn)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The history was rewritten upstream: {withdrawn} facts that it no longer holds were withdrawn.");
        }
    }
}
