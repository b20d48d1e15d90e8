using System.Security.Cryptography;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>A server in a container, its data in a named volume of the engine.</summary>
/// <param name="Engine">The engine's program.</param>
/// <param name="Volume">Where the data is.</param>
internal sealed record ContainerPostgres(string Engine, string Volume) : IPostgresServer
{
    private const string Pointer = "postgres.container";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Description => $"a container of {Engine}, volume {Volume}";

    /// <summary>Whether this data directory's data is in a container's volume.</summary>
    public static bool Owns(string dataDirectory) => File.Exists(Path.Combine(dataDirectory, Pointer));

    /// <returns>The server for a data directory when an engine is installed and its service answers, else <see langword="null"/>.</returns>
    public static async Task<ContainerPostgres?> FindAsync(string dataDirectory, string? path, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "docker", "podman" })
        {
            // The program alone says little: 'ps' asks the service behind it.
            if (Executables.Find(name, path) is { } engine && await AnswersAsync(engine, cancellationToken))
            {
                return new(name, VolumeOf(dataDirectory));
            }
        }

        return null;
    }

    /// <summary>Made once, so that a moved data directory finds its volume again.</summary>
    private static string VolumeOf(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, Pointer);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, $"cto-{RandomNumberGenerator.GetHexString(8, lowercase: true)}\n");
        }

        return File.ReadAllText(file).Trim();
    }

    private static async Task<bool> AnswersAsync(string engine, CancellationToken cancellationToken)
    {
        await using var child = await ChildProcess.StartAsync(new(engine, "ps", "--quiet"), _ => { });
        return await child.Exited.WaitAsync(Patience, cancellationToken) == 0;
    }
}
