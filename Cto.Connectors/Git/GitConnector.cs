using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Delivery as a git repository tells it: a clone on this machine, read in place, or a remote one, read from a mirror.</summary>
internal sealed class GitConnector(GitProgram git, LocalRepositories local, MirrorStore mirrors, TimeProvider clock) : ISourceConnector
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(45);

    private const string Shallow =
        "The repository is a shallow clone: older commits and releases are missing, so that the first release seems to carry everything before it and lead times of "
        + "branches that began earlier come out too short. Run 'git fetch --unshallow' in it, or connect the original.";

    public ConnectorDescriptor Descriptor => GitDescriptor.Descriptor;

    public async Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var settings = GitSettings.From(source.Settings);
        using var timeLimit = new CancellationTokenSource(LongestCheck, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, cancellationToken);
        try
        {
            return settings.Location.IsLocal ? await CheckLocalAsync(settings, both.Token) : await CheckRemoteAsync(source, settings, both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceFault.Unavailable, $"'{settings.Location.Address}' did not answer within {LongestCheck.TotalSeconds:0} s.", e);
        }
    }

    public async IAsyncEnumerable<FactPage> PullAsync(
        SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = GitSettings.From(source.Settings);
        if (!settings.Location.IsLocal)
        {
            await foreach (var progress in mirrors.RefreshAsync(source, settings.Location, cancellationToken))
            {
                yield return new FactPage { Facts = [], Progress = progress };
            }
        }

        var repository = settings.Location.IsLocal ? OpenLocal(settings) : mirrors.Open(source, settings.Location);
        var pages = stream switch
        {
            GitDescriptor.Commits => CommitsAsync(repository, settings, cursor, cancellationToken),
            GitDescriptor.Deployments => DeploymentsAsync(repository, settings, cursor, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(stream), stream, "Git has no such stream."),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }

        if (await repository.IsShallowAsync(cancellationToken))
        {
            yield return new FactPage { Facts = [], Warnings = [Shallow] };
        }
    }

    public Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken) => mirrors.ForgetAsync(source, cancellationToken);

    private async IAsyncEnumerable<FactPage> CommitsAsync(
        GitRepository repository, GitSettings settings, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await GitBranch.FindAsync(repository, settings.Branch, cancellationToken) is not { } branch)
        {
            yield return Empty(settings);
            yield break;
        }

        await foreach (var page in new CommitStream(repository, settings, clock).PullAsync(branch.Head, cursor, cancellationToken))
        {
            yield return page;
        }
    }

    private async IAsyncEnumerable<FactPage> DeploymentsAsync(
        GitRepository repository, GitSettings settings, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = await GitBranch.FindAsync(repository, settings.DeploymentBranch ?? settings.Branch, cancellationToken);
        if (newest is null)
        {
            yield return Empty(settings);
            yield break;
        }

        var branch = settings.Deployments == DeploymentsFrom.Branch ? newest : null;
        await foreach (var page in new DeploymentStream(repository, settings, clock).PullAsync(branch, cursor, cancellationToken))
        {
            yield return page;
        }
    }

    private async Task<SourceCheck> CheckLocalAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        var repository = OpenLocal(settings);
        if (await GitBranch.FindAsync(repository, settings.Branch, cancellationToken) is not { } branch)
        {
            return new SourceCheck(NothingThere(settings));
        }

        var tags = await ReleaseTag.AllAsync(repository, settings.Releases, cancellationToken);
        var check = Checked(settings, branch.Name, tags.Releases.Count, tags.All);
        return await repository.IsShallowAsync(cancellationToken) ? check with { Warnings = [.. check.Warnings, Shallow] } : check;
    }

    private async Task<SourceCheck> CheckRemoteAsync(SourceConnection source, GitSettings settings, CancellationToken cancellationToken)
    {
        using var access = mirrors.Access(source, settings.Location);
        var remote = await RemoteHeads.AskAsync(git, settings.Location, access, ["HEAD", "refs/heads/*", "refs/tags/*"], cancellationToken);
        if (remote.Branches.Count == 0)
        {
            return new SourceCheck(NothingThere(settings));
        }

        if (settings.Branch is { } wanted && !remote.Branches.Contains(wanted))
        {
            throw GitBranch.Missing(settings.Location.Address, wanted, remote.Branches);
        }

        return Checked(settings, settings.Branch ?? remote.Default ?? "the default branch", remote.Tags.Count(settings.Releases.Matches), remote.Tags.Count);
    }

    private GitRepository OpenLocal(GitSettings settings) => new(git, local.Find(settings.Location), settings.Location.Address);

    private static SourceCheck Checked(GitSettings settings, string branch, int releases, int tags)
    {
        var summary = string.Create(CultureInfo.InvariantCulture, $"'{settings.Repository}' at {branch}, with {releases} releases among {tags} tags.");
        return settings.Deployments == DeploymentsFrom.Branch || releases > 0
            ? new SourceCheck(summary)
            : new SourceCheck(summary) { Warnings = [$"No tag matches the release pattern '{settings.Releases}', so that no deployment will be known."] };
    }

    private static FactPage Empty(GitSettings settings) => new() { Facts = [], Warnings = [NothingThere(settings)] };

    private static string NothingThere(GitSettings settings) => $"'{settings.Location.Address}' is an empty repository: it has no commits yet.";
}
