using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Release tags as deployments, each with the commits that no earlier release had.</summary>
internal sealed class TagDeployments(GitRepository repository, GitSettings settings, TimeProvider clock)
{
    /// <summary>Releases read by one git.</summary>
    private const int PageSize = 64;

    /// <param name="left">Where the last page left off; <see langword="null"/> at first.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public async IAsyncEnumerable<(FactPage Page, TagCursor? Cursor)> PullAsync(TagCursor? left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tags = await ReleaseTag.AllAsync(repository, settings.Releases, cancellationToken);
        var releases = tags.Releases;
        var times = new TimeWarnings(clock.GetUtcNow());
        var standing = left?.Settings == settings.Fingerprint ? Standing(releases, left.Written) : 0;

        // The tags that go are withdrawn first; the ones that stay are remembered until they are written anew, in case they go meanwhile.
        IReadOnlyList<string> written = [.. left?.Written.Select(NameOf) ?? [], .. left?.Stale ?? []];
        var names = releases.Select(release => release.Name).ToHashSet(StringComparer.Ordinal);
        List<string> gone = [.. written.Where(name => !names.Contains(name)).Distinct()];
        HashSet<string> stale = [.. written.Where(names.Contains).Except(releases.Take(standing).Select(release => release.Name))];
        if (gone.Count > 0)
        {
            yield return (new FactPage { Facts = [], Withdrawn = [.. gone.Select(Key)] }, Cursor(standing));
        }

        for (var start = standing; start < releases.Count; start += PageSize)
        {
            var count = Math.Min(PageSize, releases.Count - start);
            var facts = await ReadAsync(releases, start, count, times, cancellationToken);
            stale.ExceptWith(releases.Skip(start).Take(count).Select(release => release.Name));
            yield return (
                new FactPage { Facts = facts, Progress = PullProgress.Of(start + count - standing, releases.Count - standing, "releases") },
                Cursor(start + count));
        }

        yield return (
            new FactPage { Facts = [], Warnings = [.. Gone(gone), .. Said(tags), .. times.Say("releases")] },
            left is null && releases.Count == 0 ? Cursor(0) : null);

        TagCursor Cursor(int upTo) =>
            new(settings.Fingerprint, [.. releases.Take(upTo).Select(release => $"{release.Name} {release.Object}")], [.. stale]);
    }

    /// <summary>The deployments that a cursor says are written.</summary>
    public static IEnumerable<FactKey> Written(TagCursor cursor, GitSettings settings) =>
        cursor.Written.Select(NameOf).Concat(cursor.Stale).Select(name => new FactKey(FactKinds.Deployment, GitFacts.Key(settings, name)));

    /// <summary>How many releases from the first on are as they were written: what comes after a difference has other commits.</summary>
    private static int Standing(IReadOnlyList<ReleaseTag> releases, IReadOnlyList<string> written) =>
        releases.Zip(written).TakeWhile(pair => $"{pair.First.Name} {pair.First.Object}" == pair.Second).Count();

    private async Task<IReadOnlyList<Fact>> ReadAsync(
        IReadOnlyList<ReleaseTag> releases, int start, int count, TimeWarnings times, CancellationToken cancellationToken)
    {
        var carried = await CarriedAsync(releases, start, count, cancellationToken);
        List<Fact> facts = new(count);
        for (var index = start; index < start + count; index++)
        {
            var release = releases[index];
            times.Look(release.CommittedAt, release.At);
            var labels = settings.Failures && release.IsHotfixOf(index > 0 ? releases[index - 1] : null) ? (IReadOnlyList<string>)["hotfix"] : [];
            facts.Add(GitFacts.Deployment(release.Name, release.Name, release.Commit, release.At, carried[index - start], labels, settings));
        }

        return facts;
    }

    /// <summary>Tells for some releases which commits came with each, in one pass: children come before parents, and the earliest release above a commit has it.</summary>
    private async Task<List<string>[]> CarriedAsync(IReadOnlyList<ReleaseTag> releases, int start, int count, CancellationToken cancellationToken)
    {
        var carried = new List<string>[count];
        Dictionary<string, int> open = new(StringComparer.Ordinal);
        for (var index = count - 1; index >= 0; index--)
        {
            carried[index] = [];
            open[releases[start + index].Commit] = index;
        }

        string[] range = [.. releases.Skip(start).Take(count).Select(release => release.Commit), .. releases.Take(start).Select(release => "^" + release.Commit)];
        await foreach (var line in repository.ListAsync(["--topo-order", "--parents"], range, cancellationToken))
        {
            var ids = line.Split(' ');
            if (!open.Remove(ids[0], out var earliest))
            {
                throw new InvalidOperationException($"git rev-list showed {ids[0]} before any of its children.");
            }

            carried[earliest].Add(ids[0]);
            foreach (var parent in ids.AsSpan(1))
            {
                open[parent] = open.TryGetValue(parent, out var other) && other < earliest ? other : earliest;
            }
        }

        return carried;
    }

    private IEnumerable<string> Said(ReleaseTags tags)
    {
        if (tags.WithoutCommit > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{tags.WithoutCommit} tags match the release pattern but stand for no commit; they are left out.");
        }

        if (tags.Releases.Count == 0)
        {
            var there = tags.Example is null ? "there are no tags" : string.Create(CultureInfo.InvariantCulture, $"there are {tags.All} others, such as '{tags.Example}'");
            yield return $"No tag matches the release pattern '{settings.Releases}' ({there}), so that no deployment is known. "
                + "Set 'releasePattern' to the way your releases are tagged, or 'deployments' to 'branch' if every merge is deployed.";
        }
    }

    private static IEnumerable<string> Gone(List<string> gone)
    {
        if (gone.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{gone.Count} release tags were deleted upstream ({string.Join(", ", gone.Take(3))}…); their deployments were withdrawn.");
        }
    }

    private FactKey Key(string tag) => new(FactKinds.Deployment, GitFacts.Key(settings, tag));

    private static string NameOf(string entry) => entry[..entry.LastIndexOf(' ')];
}
