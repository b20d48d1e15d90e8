using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>The files of a private cluster: their making, and what an earlier run left in them.</summary>
internal static class ClusterFiles
{
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs <c>initdb</c> where there is no cluster yet; one that was interrupted is made again.</summary>
    public static async Task CreateAsync(
        ServerBinaries binaries, ClusterHome home, bool durable, string password, Action<string> onLine, CancellationToken cancellationToken)
    {
        if (home.Major is not null)
        {
            return;
        }

        var unfinished = Path.Combine(home.Path, "data.new");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        home.MakeDirectory("data.new");
        var passwordFile = Path.Combine(home.Path, "password.new");
        ClusterSecret.Write(passwordFile, password);
        home.User?.TakeOver(passwordFile);
        try
        {
            var said = new LastLines(5);
            string[] arguments =
            [
                "-D", unfinished, "--username", ClusterRoles.Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--lc-collate", "C", "--lc-ctype", CharacterType, "--lc-messages", "C",
                .. durable ? Array.Empty<string>() : ["--no-sync"],
            ];
            await using var initdb = await ChildProcess.StartAsync(Command(home, binaries.InitDb, arguments), said.Add);
            if (await initdb.Exited.WaitAsync(cancellationToken) != 0)
            {
                throw new PostgresUnavailableException($"PostgreSQL {binaries.Major} could not make a cluster in {home.Path}: {said}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, home.Data);
        onLine($"PostgreSQL {binaries.Major}: new cluster in {home.Data}");
    }

    /// <summary>Stops a server that outlived the process it belonged to, where the operating system did not see to it.</summary>
    public static async Task EndOrphanAsync(ClusterHome home, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(home.Data, "postmaster.pid");
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), out var id) || ProcessIdentity.Of(id) is not { } orphan
            || !StartedAs.Of(id).Contains(home.Data, StringComparison.Ordinal))
        {
            return;
        }

        Signals.Send(id, Signal.Interrupt);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(OrphanGrace);
        while (orphan.IsAlive)
        {
            await Task.Delay(PollInterval, patience.Token);
        }
    }

    /// <summary>A program of the server, run as the cluster's account and in a language that we can read.</summary>
    public static ChildCommand Command(ClusterHome home, string program, IReadOnlyList<string> arguments) => new(program, arguments)
    {
        WorkingDirectory = home.Path,
        User = home.User,
        StopSignal = Signal.Interrupt,
        Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C", ["PGDATA"] = null, ["PGPORT"] = null, ["HOME"] = home.Path },
    };

    /// <summary>What is a letter: everything that Unicode says; order stays by code point, the same on every machine.</summary>
    private static string CharacterType => OperatingSystem.IsLinux() ? "C.UTF-8" : OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C";
}
