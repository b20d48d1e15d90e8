using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>A branch as it stands now.</summary>
/// <param name="Name">Its name, or <c>HEAD</c> where a commit is checked out without a branch.</param>
/// <param name="Head">Its newest commit.</param>
internal sealed record GitBranch(string Name, string Head)
{
    private const int MostBranches = 20;
    private const string Heads = "refs/heads/";
    private const string Remote = "refs/remotes/origin/";

    /// <summary>The branch of a name, or the default branch.</summary>
    /// <returns><see langword="null"/> when the repository has no commits yet.</returns>
    /// <exception cref="SourceException">There is no such branch.</exception>
    public static async Task<GitBranch?> FindAsync(GitRepository repository, string? name, CancellationToken cancellationToken)
    {
        var wanted = name ?? await DefaultAsync(repository, cancellationToken);
        if (wanted is null)
        {
            return await repository.ResolveAsync("HEAD", cancellationToken) is { } detached ? new GitBranch("HEAD", detached) : null;
        }

        foreach (var prefix in (string[])[Heads, Remote])
        {
            if (await repository.ResolveAsync(prefix + wanted, cancellationToken) is { } head)
            {
                return new GitBranch(wanted, head);
            }
        }

        var branches = await repository.BranchesAsync(MostBranches, cancellationToken);
        return (name, branches) switch
        {
            (_, []) => null,

            // What HEAD names is not there, but there is no doubt about what is meant.
            (null, [var only]) => await FindAsync(repository, only, cancellationToken),
            (null, _) when branches.FirstOrDefault(branch => branch is "main" or "master" or "trunk") is { } usual => await FindAsync(repository, usual, cancellationToken),
            _ => throw Missing(repository.Subject, wanted, branches),
        };
    }

    /// <summary>Says that a branch is not there, and which are.</summary>
    public static SourceException Missing(string subject, string branch, IReadOnlyList<string> branches) =>
        new(SourceFault.NotFound, $"'{subject}' has no branch '{branch}'.")
        {
            Remedy = $"Set 'branch' to one of its branches: {string.Join(", ", branches.Take(MostBranches))}.",
        };

    /// <summary>The default branch of where it was cloned from, else the one that is checked out; <see langword="null"/> when none is.</summary>
    private static async Task<string?> DefaultAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        return await NameAsync(Remote + "HEAD", Remote) ?? await NameAsync("HEAD", Heads);

        async Task<string?> NameAsync(string symbol, string prefix) =>
            await repository.SymbolicAsync(symbol, cancellationToken) is { } target && target.StartsWith(prefix, StringComparison.Ordinal) ? target[prefix.Length..] : null;
    }
}
