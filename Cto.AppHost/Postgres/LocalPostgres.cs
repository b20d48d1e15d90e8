using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>Finds a PostgreSQL for a data directory, without asking for anything to be set up first.</summary>
/// <param name="DataDirectory">What belongs to the server and is not its own lies here.</param>
/// <param name="OnLine">Told what is worth telling.</param>
internal sealed record LocalPostgres(string DataDirectory, Action<string> OnLine)
{
    private const int OldestMajor = 14;

    /// <summary>Where programs are looked for.</summary>
    public string? SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH");

    /// <summary>Where servers are looked for besides.</summary>
    public IEnumerable<string> UsualDirectories { get; init; } = ServerBinaries.UsualDirectories();

    /// <summary>In this order: the configured server, server programs of the machine, a running container engine, the server from npm.</summary>
    /// <remarks>A data directory stays with the way, and with the major version, that its data was written by.</remarks>
    /// <param name="connectionString"><see langword="null"/> when the operator configured none.</param>
    /// <exception cref="PostgresUnavailableException">None of them is possible, or the configured one does not let us in; the message says what to do.</exception>
    public async Task<IPostgresServer> FindAsync(string? connectionString, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            var configured = new ConfiguredPostgres(connectionString);
            await configured.CheckAsync(cancellationToken);
            return configured;
        }

        if (ContainerPostgres.Owns(DataDirectory))
        {
            return await InContainerAsync(cancellationToken)
                ?? throw new PostgresUnavailableException($"The data of {DataDirectory} is in a container's volume, and no container engine is running: start docker or podman.");
        }

        var home = ClusterHome.In(DataDirectory);
        var found = await ServerBinaries.FindAsync(SearchPath, UsualDirectories, cancellationToken);
        if (found.FirstOrDefault(binaries => binaries.Major >= OldestMajor && binaries.Major == (home.Major ?? binaries.Major)) is { } ours)
        {
            return Private(ours, home);
        }

        return (home.Major is null ? await InContainerAsync(cancellationToken) : null) ?? await FromNpmAsync(home, found, cancellationToken);
    }

    private async Task<IPostgresServer?> InContainerAsync(CancellationToken cancellationToken) => await ContainerPostgres.FindAsync(DataDirectory, SearchPath, cancellationToken);

    private async Task<IPostgresServer> FromNpmAsync(ClusterHome home, IReadOnlyList<ServerBinaries> found, CancellationToken cancellationToken)
    {
        var why = "npm is not installed";
        if (Executables.Find("npm", SearchPath) is not null)
        {
            try
            {
                var binaries = await NpmPostgres.FetchAsync(home, OnLine, cancellationToken);
                if (binaries.Major == (home.Major ?? binaries.Major))
                {
                    return Private(binaries, home);
                }
            }
            catch (IOException e)
            {
                why = e.Message;
            }
        }

        throw new PostgresUnavailableException(home.Major is { } major
            ? $"The data in {home.Data} was written by PostgreSQL {major}; this machine has {Versions(found)}. Install PostgreSQL {major}, or choose another data directory with --data."
            : $"No PostgreSQL: no server programs of version {OldestMajor} or newer (found {Versions(found)}), no running container engine, and {why}. Install one of them (Debian: apt-get install postgresql) or pass --connection.");
    }

    private PrivateCluster Private(ServerBinaries binaries, ClusterHome home) => new(binaries, home, new(), Path.Combine(DataDirectory, "secrets"), OnLine);

    private static string Versions(IReadOnlyList<ServerBinaries> found) => found.Count == 0 ? "none" : string.Join(", ", found.Select(binaries => binaries.Major));
}
