using System.Globalization;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Lifetime;

/// <summary>Aspire's orchestrator: the process that starts the projects, and outlives an AppHost for as long as it takes to end them (known on Linux only).</summary>
internal static class Orchestrator
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when the orchestrator of an AppHost has ended, with all that it started, or when patience has.</summary>
    /// <param name="appHost">The process id of the AppHost.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="onWait">Called when there is something to wait for.</param>
    public static async Task UntilGoneAsync(int appHost, TimeSpan patience, Action onWait)
    {
        var processes = Of(appHost);
        if (processes.Count > 0)
        {
            onWait();
        }

        for (var waited = TimeSpan.Zero; waited < patience && processes.Exists(process => process.IsAlive); waited += PollInterval)
        {
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>It is told whom to watch; its parts share a directory of the session, which all of them name.</summary>
    private static List<ProcessIdentity> Of(int appHost)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var watches = string.Create(CultureInfo.InvariantCulture, $" start-apiserver --monitor {appHost} ");
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Command: StartedAs.Of(id))).ToList();
        var sessions = all.Where(process => process.Command.Contains(watches, StringComparison.Ordinal)).Select(process => Session(process.Command)).ToList();
        return [.. all.Where(process => sessions.Exists(session => process.Command.Contains(session, StringComparison.Ordinal))).Select(process => ProcessIdentity.Of(process.Id)).OfType<ProcessIdentity>()];
    }

    private static string Session(string command)
    {
        const string Option = "--kubeconfig ";
        var begin = command.IndexOf(Option, StringComparison.Ordinal);
        return begin < 0 ? command : command[begin..].Split(' ')[1];
    }
}
