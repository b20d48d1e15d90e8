using System.Globalization;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Lifetime;

/// <summary>The data directory cannot be used; the message says why in one line.</summary>
internal sealed class DataDirectoryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The data directory while it is ours: one AppHost at a time, and only with room to write.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const long LeastFreeBytes = 256L * 1024 * 1024;

    private readonly string _owner;
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        _owner = Path.Combine(path, "apphost.owner");
        _lock = held;
        Killed = File.Exists(_owner) && int.TryParse(Owner(path).Split(' ', ',')[1], out var id) && ProcessIdentity.Of(id) is null ? id : null;
        Tell("starting");
    }

    /// <exception cref="DataDirectoryException">It cannot be made, is another AppHost's, or is on a full disk.</exception>
    public static DataDirectory Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var free = new DriveInfo(path).AvailableFreeSpace;
            if (free < LeastFreeBytes)
            {
                throw new DataDirectoryException(string.Create(
                    CultureInfo.InvariantCulture, $"The disk of {path} is full: {free >> 20} MB are free and {LeastFreeBytes >> 20} MB are needed. Nothing was started or changed; free some space or pass --data DIR."));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException($"The data directory {path} cannot be used: {e.Message}", e);
        }

        try
        {
            // The lock goes with the process, however that ends.
            return new(path, new(Path.Combine(path, "apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException($"Another AppHost is using {path} ({Owner(path)}): stop it, or pass another directory with --data DIR.", e);
        }
    }

    /// <summary>The process id of an AppHost that had the directory last and did not get to leave it; <see langword="null"/> when it left in order.</summary>
    public int? Killed { get; }

    /// <summary>Leaves word for a second AppHost of who has the directory.</summary>
    public void Tell(string address) => File.WriteAllText(_owner, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, {address}"));

    public void Dispose()
    {
        File.Delete(_owner);
        _lock.Dispose();
    }

    private static string Owner(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, "apphost.owner")) is { Length: > 0 } owner ? owner : "process unknown, starting";
        }
        catch (IOException)
        {
            return "process unknown, starting";
        }
    }
}
