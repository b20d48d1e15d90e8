using System.Security.Cryptography;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Hosting;

/// <summary>Starts child processes and keeps a record of each, so that the next start can end what a killed AppHost left behind.</summary>
/// <remarks>
/// On Linux children die with us and the record is seldom needed. It names process and start time, so that a process which was
/// given an old id later is never touched; descendants of a child are known by a variable that they inherit.
/// </remarks>
/// <param name="directory">Holds one file a child.</param>
internal sealed class Children(string directory)
{
    private const string Marker = "CTO_APPHOST_RUN";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string _run = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <param name="name">The resource it is for; one child a resource.</param>
    /// <param name="command">What to run.</param>
    /// <param name="onLine">Called with each line of its output.</param>
    public async Task<ChildProcess> StartAsync(string name, ChildCommand command, Action<string> onLine)
    {
        var environment = new Dictionary<string, string?>(command.Environment) { [Marker] = _run };
        var child = await ChildProcess.StartAsync(command with { Environment = environment }, onLine);
        await File.WriteAllTextAsync(Record(name), $"{child.Identity}\n{_run}\n");
        return child;
    }

    /// <summary>Forgets a child that has ended.</summary>
    public void Forget(string name) => File.Delete(Record(name));

    /// <summary>Ends what an earlier AppHost of this data directory left running.</summary>
    public async Task EndLeftoversAsync(Action<string> onLine)
    {
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(directory, "*.pid"))
        {
            var lines = await File.ReadAllLinesAsync(file);
            var leftovers = lines.Take(1).Select(ProcessIdentity.Parse).OfType<ProcessIdentity>().Where(process => process.IsAlive)
                .Concat(lines.Skip(1).Take(1).SelectMany(Descendants)).Distinct().ToList();
            if (leftovers.Count > 0)
            {
                onLine($"ending what an earlier start left running: {Path.GetFileNameWithoutExtension(file)} (process {string.Join(", ", leftovers.Select(process => process.Id))})");
                await EndAsync(leftovers);
            }

            File.Delete(file);
        }
    }

    private static async Task EndAsync(List<ProcessIdentity> processes)
    {
        foreach (var signal in new[] { Signal.Terminate, Signal.Kill })
        {
            foreach (var process in processes.Where(process => process.IsAlive))
            {
                Signals.Send(process.Id, signal);
            }

            for (var waited = TimeSpan.Zero; waited < Grace && processes.Exists(process => process.IsAlive); waited += PollInterval)
            {
                await Task.Delay(PollInterval);
            }
        }
    }

    /// <summary>Every process that inherited the marker of that run (Linux only; elsewhere the recorded child is all we know).</summary>
    private static IEnumerable<ProcessIdentity> Descendants(string run) =>
        !OperatingSystem.IsLinux() || run.Length == 0
            ? []
            : Directory.EnumerateDirectories("/proc")
                .Select(process => int.TryParse(Path.GetFileName(process), out var id) && HasMarker(id, run) ? ProcessIdentity.Of(id) : null)
                .OfType<ProcessIdentity>();

    private static bool HasMarker(int processId, string run)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/environ").Split('\0').Contains($"{Marker}={run}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string Record(string name) => Path.Combine(directory, name + ".pid");
}
