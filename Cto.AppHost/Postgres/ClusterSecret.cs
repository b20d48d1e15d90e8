using System.Security.Cryptography;

namespace Cto.AppHost.Postgres;

/// <summary>A password made once and kept in a file that only its owner can read.</summary>
internal static class ClusterSecret
{
    public static string Keep(string directory, string name)
    {
        var file = Path.Combine(directory, name);
        if (!File.Exists(file))
        {
            CreatePrivateDirectory(directory);
            // Written beside and moved, so that a file that exists is whole.
            Write(file + ".new", RandomNumberGenerator.GetHexString(48, lowercase: true));
            File.Move(file + ".new", file);
        }

        return File.ReadAllText(file);
    }

    /// <summary>Writes a file that only we can read, from its first byte on.</summary>
    public static void Write(string file, string text)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }

    private static void CreatePrivateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
