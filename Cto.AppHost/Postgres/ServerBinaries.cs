using System.Globalization;
using System.Text.RegularExpressions;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>The programs of one PostgreSQL version on this machine.</summary>
/// <param name="Directory">Holds <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Major">The major version, 15 for example; the data of one major version is unreadable to another.</param>
internal sealed partial record ServerBinaries(string Directory, int Major)
{
    public string Server => Path.Combine(Directory, "postgres");

    public string InitDb => Path.Combine(Directory, "initdb");

    /// <summary>Every version found on PATH and in the usual directories, newest first.</summary>
    public static async Task<IReadOnlyList<ServerBinaries>> FindAsync(string? path, IEnumerable<string> usual, CancellationToken cancellationToken)
    {
        var directories = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(usual).Distinct();
        var found = new List<ServerBinaries>();
        foreach (var directory in directories)
        {
            if (await InAsync(directory, cancellationToken) is { } binaries && found.TrueForAll(other => other.Directory != binaries.Directory))
            {
                found.Add(binaries);
            }
        }

        return [.. found.OrderByDescending(binaries => binaries.Major)];
    }

    /// <returns><see langword="null"/> when the directory does not hold a server that runs.</returns>
    public static async Task<ServerBinaries?> InAsync(string directory, CancellationToken cancellationToken)
    {
        if (Executables.In(directory, "postgres") is not { } server || Executables.In(directory, "initdb") is null)
        {
            return null;
        }

        var said = "";
        await using var asked = await ChildProcess.StartAsync(new(server, "--version"), line => said += line);
        await asked.Exited.WaitAsync(cancellationToken);
        return Version().Match(said) is { Success: true } match ? new(directory, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>Where distributions, Homebrew, Postgres.app and the Windows installer put the server (it is often not on PATH).</summary>
    public static IEnumerable<string> UsualDirectories() =>
        Matching("/usr/lib/postgresql", "*/bin")
            .Concat(Matching("/usr", "pgsql-*/bin"))
            .Concat(Matching("/usr/lib", "postgresql*/bin"))
            .Concat(Matching("/opt/homebrew/opt", "postgresql*/bin"))
            .Concat(Matching("/usr/local/opt", "postgresql*/bin"))
            .Concat(Matching("/Applications/Postgres.app/Contents/Versions", "*/bin"))
            .Concat(Matching(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*/bin"))
            .Append("/usr/local/pgsql/bin");

    private static IEnumerable<string> Matching(string root, string pattern) =>
        System.IO.Directory.Exists(root)
            ? System.IO.Directory.EnumerateDirectories(root, Path.GetDirectoryName(pattern)!)
                .Select(directory => Path.Combine(directory, Path.GetFileName(pattern)))
                .Where(System.IO.Directory.Exists)
            : [];

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
