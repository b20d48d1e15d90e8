using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Git;

/// <summary>The mirrors of remote repositories in the data directory, one a source; each is fetched by one at a time.</summary>
internal sealed class MirrorStore(GitProgram git, IOptions<GitOptions> options, TimeProvider clock) : ILocalCopies
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);

    /// <summary>A lock that git left behind is taken away when it is older: no step that holds one takes as long.</summary>
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    private string Root => options.Value.MirrorDirectory!;

    /// <summary>The mirror of a source, as it was last fetched.</summary>
    public GitRepository Open(SourceConnection source, GitLocation location) => new(git, DirectoryOf(source), location.Address);

    /// <summary>How git gets in at a remote.</summary>
    public GitAccess Access(SourceConnection source, GitLocation location)
    {
        Try(() => Directory.CreateDirectory(Root));
        return GitAccess.To(location, source.Credentials, Path.Combine(Root, "known_hosts"), options.Value.AnyLocalRepository);
    }

    /// <summary>Brings the mirror up to date, making it if there is none, and tells how far it is.</summary>
    /// <exception cref="SourceException">The remote cannot be read, or the disk not be written; the mirror stays as it was.</exception>
    public async IAsyncEnumerable<PullProgress> RefreshAsync(SourceConnection source, GitLocation location, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mirror = DirectoryOf(source);
        using var gate = await EnterAsync(mirror, cancellationToken);
        using var access = Access(source, location);
        var remote = await RemoteHeads.AskAsync(git, location, access, ["HEAD"], cancellationToken);

        // A mirror is made beside and moved when it is complete, so that there is a whole one or none.
        var isNew = !Directory.Exists(mirror);
        var commitsOnly = options.Value.CommitsOnly && (isNew || HoldsCommitsOnly(mirror));
        for (var isFetched = false; !isFetched;)
        {
            var directory = isNew ? mirror + ".new" : mirror;
            await PrepareAsync(directory, isNew, location, remote, cancellationToken);
            var command = new GitCommand("fetch", [.. FetchArguments(commitsOnly)]) { Directory = directory, Subject = location.Address, Access = access };
            await using var process = git.Start(command, cancellationToken);
            var reported = clock.GetTimestamp();
            await foreach (var line in process.MessagesAsync(cancellationToken))
            {
                if (FetchProgress.Read(line) is { } progress && clock.GetElapsedTime(reported) >= BetweenReports)
                {
                    reported = clock.GetTimestamp();
                    yield return progress;
                }
            }

            try
            {
                await process.CompleteAsync(cancellationToken);
                isFetched = true;
            }
            catch (SourceException e) when (commitsOnly && GitFailure.IsIncomplete(e))
            {
                // Tags of files keep git from leaving files out.
                (isNew, commitsOnly) = (true, false);
            }
        }

        await FinishAsync(mirror, isNew, location, remote, cancellationToken);
    }

    /// <summary>Deletes the mirror of a source.</summary>
    public Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken) => RemoveAsync(source.TenantId, source.SourceId, cancellationToken);

    public IReadOnlyList<(Guid TenantId, Guid SourceId)> List()
    {
        var found = new HashSet<(Guid, Guid)>();
        Try(() =>
        {
            foreach (var tenant in Directory.Exists(Root) ? new DirectoryInfo(Root).EnumerateDirectories() : [])
            {
                // The mirror itself, its lock, and one that is being made.
                foreach (var entry in tenant.EnumerateFileSystemInfos())
                {
                    if (Guid.TryParseExact(tenant.Name, "N", out var tenantId) && Guid.TryParseExact(entry.Name.Split('.')[0], "N", out var sourceId))
                    {
                        found.Add((tenantId, sourceId));
                    }
                }
            }
        });
        return [.. found];
    }

    public async Task RemoveAsync(Guid tenantId, Guid sourceId, CancellationToken cancellationToken)
    {
        var mirror = DirectoryOf(tenantId, sourceId);
        using (await EnterAsync(mirror, cancellationToken))
        {
            Try(() => Delete(mirror));
            Try(() => Delete(mirror + ".new"));
        }

        File.Delete(LockOf(mirror));
    }

    /// <summary>Everything that is a branch or a tag as it is upstream, and nothing that is not there any more.</summary>
    private static IEnumerable<string> FetchArguments(bool commitsOnly) =>
    [
        "--progress", "--prune", "--force", "--no-tags", "--update-shallow", "--no-recurse-submodules", "--no-write-fetch-head",
        .. commitsOnly ? (string[])["--filter=tree:0"] : [],
        "origin", "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
    ];

    private async Task PrepareAsync(string directory, bool isNew, GitLocation location, RemoteHeads remote, CancellationToken cancellationToken)
    {
        if (isNew)
        {
            Try(() => Delete(directory));
            var format = remote.IsSha256 ? "sha256" : "sha1";
            await RunAsync(new GitCommand("init", "--quiet", "--bare", $"--object-format={format}", "--", directory) { Subject = location.Address }, cancellationToken);
        }

        Try(() => TidyUp(directory));
        await RunAsync(new GitCommand("config", "remote.origin.url", location.Address) { Directory = directory, Subject = location.Address }, cancellationToken);
    }

    private async Task FinishAsync(string mirror, bool isNew, GitLocation location, RemoteHeads remote, CancellationToken cancellationToken)
    {
        var directory = isNew ? mirror + ".new" : mirror;
        if (remote.Default is { } branch)
        {
            await RunAsync(new GitCommand("symbolic-ref", "HEAD", "refs/heads/" + branch) { Directory = directory, Subject = location.Address }, cancellationToken);
        }

        if (isNew)
        {
            Try(() => Delete(mirror));
            Try(() => Directory.Move(directory, mirror));
        }
    }

    private static bool HoldsCommitsOnly(string mirror) => File.ReadAllText(Path.Combine(mirror, "config")).Contains("promisor", StringComparison.Ordinal);

    /// <summary>Removes what a git that was ended in the middle has left.</summary>
    private void TidyUp(string mirror)
    {
        var now = clock.GetUtcNow();
        foreach (var file in new DirectoryInfo(mirror).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.Name.StartsWith("tmp_", StringComparison.Ordinal) || (file.Extension == ".lock" && now - file.LastWriteTimeUtc > LongestLock))
            {
                file.Delete();
            }
        }
    }

    private async Task RunAsync(GitCommand command, CancellationToken cancellationToken)
    {
        await using var process = git.Start(command, cancellationToken);
        await process.CompleteAsync(cancellationToken);
    }

    /// <summary>Keeps other calls, and other processes on the same data directory, from the mirror.</summary>
    private async Task<IDisposable> EnterAsync(string mirror, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(mirror, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            Try(() => Directory.CreateDirectory(Path.GetDirectoryName(mirror)!));
            return new Entered(gate, new FileStream(LockOf(mirror), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            gate.Release();
            throw new SourceException(SourceFault.Unavailable, "Another process is fetching this repository.", e);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private string DirectoryOf(SourceConnection source) => DirectoryOf(source.TenantId, source.SourceId);

    private string DirectoryOf(Guid tenantId, Guid sourceId) => Path.Combine(Root, tenantId.ToString("N"), sourceId.ToString("N") + ".git");

    private static string LockOf(string mirror) => mirror + ".lock";

    private static void Delete(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(SourceFault.StorageFailed, "The directory of the git mirrors cannot be written.", e)
            {
                Remedy = $"Free disk space, or have the operator set '{GitOptions.Section}:MirrorDirectory' to a directory that this program may write.",
            };
        }
    }

    private sealed record Entered(SemaphoreSlim Gate, FileStream Lock) : IDisposable
    {
        public void Dispose()
        {
            Lock.Dispose();
            Gate.Release();
        }
    }
}
