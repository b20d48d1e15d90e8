using System.Runtime.InteropServices;

namespace Cto.AppHost.Processes;

/// <summary>An account of this machine (Unix only).</summary>
internal sealed partial record OsUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>Whether this process runs as root, which PostgreSQL refuses to do.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUserId() == 0;

    /// <returns><see langword="null"/> when the machine has no such account.</returns>
    public static OsUser? Find(string name) =>
        File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length >= 4 && fields[0] == name)
            .Select(fields => new OsUser(name, uint.Parse(fields[2], null), uint.Parse(fields[3], null)))
            .FirstOrDefault();

    /// <summary>Makes this account the owner of one file or directory.</summary>
    public void TakeOver(string path)
    {
        if (ChangeOwner(path, UserId, GroupId) != 0)
        {
            throw new IOException($"Cannot make {Name} the owner of {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Makes a directory that only this account can read.</summary>
    public string PrivateDirectory(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            TakeOver(path);
        }

        return path;
    }

    /// <summary>Whether every account may pass through the directory and all its parents.</summary>
    public static bool EveryoneMayPass(string directory)
    {
        for (var current = new DirectoryInfo(directory); current is not null; current = current.Parent)
        {
            if (!OperatingSystem.IsWindows() && !current.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
