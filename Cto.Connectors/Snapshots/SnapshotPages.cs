using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snapshots;

/// <summary>Pages of a stream that was read whole.</summary>
internal static class SnapshotPages
{
    private const int PageSize = 2_000;

    /// <summary>The facts in pages; the cursor and what is gone come with the last one, so that a stream that is killed in between is read anew.</summary>
    public static IEnumerable<FactPage> Pages(this Snapshot before, IReadOnlyList<Fact> facts, Snapshot next, params IReadOnlyList<string> warnings)
    {
        var chunks = facts.Chunk(PageSize).ToList();
        for (var i = 0; i < chunks.Count - 1; i++)
        {
            yield return new() { Facts = chunks[i], Progress = new((i + 1) * PageSize, facts.Count, "records") };
        }

        yield return new()
        {
            Facts = chunks.Count == 0 ? [] : chunks[^1],
            Cursor = $"{next}",
            Withdrawn = before.Gone(next),
            Progress = new(facts.Count, facts.Count, "records"),
            Warnings = warnings,
        };
    }
}
