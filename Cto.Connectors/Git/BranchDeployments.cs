using System.Runtime.CompilerServices;
using Cto.Domain;

namespace Cto.Connectors.Git;

/// <summary>Every commit on the first-parent line of a branch as a deployment of what it brought there.</summary>
internal sealed class BranchDeployments(GitRepository repository, GitSettings settings, string branch, TimeProvider clock)
    : BranchReading(repository, $"{settings.Fingerprint}:{branch}")
{
    private readonly TimeWarnings _times = new(clock.GetUtcNow());

    protected override IEnumerable<string> Warnings => _times.Say("deployments");

    protected override async IAsyncEnumerable<(IReadOnlyList<Fact> Facts, int Read, bool IsLast)> ReadAsync(
        GitProcess log, string end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<LineCommit> line = [];
        Dictionary<LineCommit, List<string>> brought = [];
        await foreach (var (commit, by) in MainlineWalk.ReadAsync(log, end, cancellationToken))
        {
            if (by.Record == commit)
            {
                line.Add(by);
                brought.Add(by, []);
            }

            brought[by].Add(commit.Sha);
        }

        foreach (var page in line.Chunk(PageSize))
        {
            yield return ([.. page.Select(Deployed)], page.Length, page[^1] == line[^1]);
        }

        Fact Deployed(LineCommit by)
        {
            var commit = by.Record;
            _times.Look(commit.AuthoredAt, commit.CommittedAt);
            return GitFacts.Deployment(commit.Sha, branch, commit.Sha, commit.CommittedAt, brought[by], [], settings);
        }
    }

    protected override IAsyncEnumerable<FactKey> VanishedAsync(IReadOnlyList<string> heads, Mainline line, CancellationToken cancellationToken) =>
        WrittenAsync(Repository, settings, heads, line.Base, cancellationToken);

    /// <summary>The deployments that were written of these heads.</summary>
    public static async IAsyncEnumerable<FactKey> WrittenAsync(
        GitRepository repository, GitSettings settings, IReadOnlyList<string> heads, string? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Not only what vanished: what became a side branch is no deployment any more, either.
        foreach (var head in heads)
        {
            await foreach (var sha in repository.ListAsync(["--first-parent", .. Mainline.Range(head, since)], cancellationToken))
            {
                yield return new FactKey(FactKinds.Deployment, GitFacts.Key(settings, sha));
            }
        }
    }
}
