using System.Runtime.CompilerServices;

namespace Cto.Connectors.Git;

/// <summary>One commit of the first-parent line, with what is known so far of the commits that it brought.</summary>
internal sealed class LineCommit(CommitRecord record)
{
    private DateTimeOffset? _firstBrought;

    public CommitRecord Record => record;

    /// <summary>The earliest author date of the commits it brought, else its own; complete once the walk is.</summary>
    public DateTimeOffset FirstCommitAt => _firstBrought ?? record.AuthoredAt;

    public void Brought(CommitRecord other) =>
        _firstBrought = _firstBrought is { } first && first <= other.AuthoredAt ? first : other.AuthoredAt;
}

/// <summary>Tells of each commit in a stretch of history which commit of the first-parent line brought it there, in one pass.</summary>
/// <remarks>Children come before parents, so that all ways down to a commit are known when it comes: the oldest commit of the line among them brought it.
/// What is held is the open ends of the branches, not the history.</remarks>
internal static class MainlineWalk
{
    /// <param name="log">Prints the stretch; it is ended here.</param>
    /// <param name="head">The stretch's newest commit.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public static async IAsyncEnumerable<(CommitRecord Commit, LineCommit By)> ReadAsync(
        GitProcess log, string head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = ObjectId.Parse(System.Text.Encoding.ASCII.GetBytes(head));
        var onLine = true;
        var position = 0;
        var open = new Dictionary<ObjectId, (LineCommit By, int Position)>();

        await foreach (var commit in GitRepository.ReadLogAsync(log, cancellationToken))
        {
            var known = open.Remove(commit.Id, out var owner);
            var isNext = onLine && commit.Id == next;
            if (isNext)
            {
                owner = (new LineCommit(commit), ++position);
                onLine = commit.Parents.Count > 0;
                next = onLine ? commit.Parents[0] : default;
            }
            else if (known)
            {
                owner.By.Brought(commit);
            }
            else
            {
                throw new InvalidOperationException($"git log showed {commit.Sha} before any of its children.");
            }

            foreach (var parent in isNext ? commit.Parents.Skip(1) : commit.Parents)
            {
                // The greater position is the older commit of the line.
                if (!open.TryGetValue(parent, out var other) || other.Position < owner.Position)
                {
                    open[parent] = owner;
                }
            }

            yield return (commit, owner.By);
        }
    }
}
