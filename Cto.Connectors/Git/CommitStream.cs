using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>The commits that a branch holds.</summary>
internal sealed class CommitStream(GitRepository repository, GitSettings settings, TimeProvider clock) : BranchReading(repository, settings.Fingerprint)
{
    private readonly TimeWarnings _times = new(clock.GetUtcNow());

    public async IAsyncEnumerable<FactPage> PullAsync(string head, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (page, next) in PullAsync(head, GitCursor.Branch(cursor), cancellationToken))
        {
            yield return next is null ? page : page with { Cursor = GitCursor.Write(next) };
        }
    }

    protected override IEnumerable<string> Warnings => _times.Say("commits");

    protected override async IAsyncEnumerable<(IReadOnlyList<Fact> Facts, int Read, bool IsLast)> ReadAsync(
        GitProcess log, string end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A merge is known in full only when everything it brought has come by.
        List<LineCommit> merges = [];
        List<Fact> page = new(PageSize);
        var line = 0;
        await foreach (var (commit, by) in MainlineWalk.ReadAsync(log, end, cancellationToken))
        {
            _times.Look(commit.AuthoredAt, commit.CommittedAt);
            line += by.Record == commit ? 1 : 0;
            if (by.Record == commit && commit.IsMerge)
            {
                merges.Add(by);
                continue;
            }

            if (page.Count == PageSize)
            {
                yield return (page, line, false);
                (page, line) = (new(PageSize), 0);
            }

            page.Add(GitFacts.Commit(commit, by, settings));
        }

        foreach (var merge in merges)
        {
            if (page.Count == PageSize)
            {
                yield return (page, line, false);
                (page, line) = (new(PageSize), 0);
            }

            page.Add(GitFacts.Commit(merge.Record, merge, settings));
        }

        yield return (page, line, true);
    }

    protected override async IAsyncEnumerable<FactKey> VanishedAsync(
        IReadOnlyList<string> heads, Mainline line, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var sha in Repository.ListAsync([.. heads, "^" + line.Head], cancellationToken))
        {
            yield return new FactKey(FactKinds.Commit, GitFacts.Key(settings, sha));
        }
    }
}
