using System.Security.Cryptography;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>The directory a private cluster lives in and the account its server runs as.</summary>
/// <remarks>
/// That is <c>postgres/</c> in the data directory. PostgreSQL refuses to run as root, so root lends it to another account, which must be able to
/// reach it: where a parent is closed to others (a data directory below <c>/root</c>), the cluster lives in <c>/var/lib/cto/&lt;id&gt;</c> instead
/// and <c>postgres.path</c> in the data directory says so.
/// </remarks>
/// <param name="Path">Holds <c>data</c> (the cluster) and, when fetched, the server itself.</param>
/// <param name="User"><see langword="null"/> means the account that we run as.</param>
internal sealed record ClusterHome(string Path, OsUser? User)
{
    private const string ForRoot = "/var/lib/cto";

    /// <summary>The cluster's files, in the sense of <c>postgres -D</c>.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <returns>The major version that wrote the cluster's files; <see langword="null"/> when there are none yet.</returns>
    public int? Major => File.Exists(System.IO.Path.Combine(Data, "PG_VERSION")) ? int.Parse(File.ReadAllText(System.IO.Path.Combine(Data, "PG_VERSION")), null) : null;

    public static ClusterHome In(string dataDirectory)
    {
        if (!OsUser.IsRoot)
        {
            return new(Directory.CreateDirectory(System.IO.Path.Combine(dataDirectory, "postgres")).FullName, null);
        }

        var user = OsUser.Find("postgres") ?? OsUser.Find("nobody")
            ?? throw new PostgresUnavailableException("PostgreSQL refuses to run as root and this machine has neither an account 'postgres' nor 'nobody': start as another user.");
        return new(user.PrivateDirectory(Reachable(dataDirectory)), user);
    }

    /// <summary>Makes a directory in the home that only the server's account can use.</summary>
    public string MakeDirectory(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        return User is { } user ? user.PrivateDirectory(path) : Directory.CreateDirectory(path).FullName;
    }

    private static string Reachable(string dataDirectory)
    {
        // The data directory is ours: others may pass through it, and neither list nor read it.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dataDirectory, File.GetUnixFileMode(dataDirectory) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        if (OsUser.EveryoneMayPass(dataDirectory))
        {
            return System.IO.Path.Combine(dataDirectory, "postgres");
        }

        var pointer = System.IO.Path.Combine(dataDirectory, "postgres.path");
        if (!File.Exists(pointer))
        {
            Directory.CreateDirectory(ForRoot);
            File.WriteAllText(pointer, System.IO.Path.Combine(ForRoot, RandomNumberGenerator.GetHexString(12, lowercase: true)) + "\n");
        }

        return File.ReadAllText(pointer).Trim();
    }
}
