using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>What went to production, as the settings tell it from tags or from a branch.</summary>
internal sealed class DeploymentStream(GitRepository repository, GitSettings settings, TimeProvider clock)
{
    /// <param name="branch">The branch whose commits are deployments; <see langword="null"/> where tags are.</param>
    /// <param name="cursor">Where the last page left off.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public async IAsyncEnumerable<FactPage> PullAsync(GitBranch? branch, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = GitCursor.Deployments(cursor);
        if (left is null || !Tells(left))
        {
            yield return new FactPage { Facts = [GitFacts.Service(settings)] };
        }

        if (branch is null)
        {
            await foreach (var page in WithdrawAsync(left?.Branch, cancellationToken))
            {
                yield return page;
            }

            await foreach (var (page, next) in new TagDeployments(repository, settings, clock).PullAsync(left?.Tags, cancellationToken))
            {
                yield return next is null ? page : page with { Cursor = GitCursor.Write(new DeploymentCursor(null, next)) };
            }
        }
        else
        {
            if (left?.Tags is { } tags)
            {
                yield return new FactPage { Facts = [], Withdrawn = [.. TagDeployments.Written(tags, settings)] };
            }

            await foreach (var (page, next) in new BranchDeployments(repository, settings, branch.Name, clock).PullAsync(branch.Head, left?.Branch, cancellationToken))
            {
                yield return next is null ? page : page with { Cursor = GitCursor.Write(new DeploymentCursor(next, null)) };
            }
        }
    }

    /// <summary>Whether the service was written with these settings.</summary>
    private bool Tells(DeploymentCursor left) =>
        (left.Tags?.Settings ?? left.Branch?.Settings)?.StartsWith(settings.Fingerprint, StringComparison.Ordinal) is true;

    /// <summary>Withdraws the deployments of a branch, once tags are what counts.</summary>
    private async IAsyncEnumerable<FactPage> WithdrawAsync(BranchCursor? left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var head in left?.Reading.Append(left.Head).OfType<string>() ?? [])
        {
            if (await repository.HasAsync(head, cancellationToken))
            {
                await foreach (var keys in BranchDeployments.WrittenAsync(repository, settings, [head], null, cancellationToken).Chunk(1000).WithCancellation(cancellationToken))
                {
                    yield return new FactPage { Facts = [], Withdrawn = keys };
                }
            }
        }
    }
}
