namespace Cto.AppHost.Processes;

/// <summary>Finds programs as a shell would.</summary>
internal static class Executables
{
    /// <returns>The full path of the first match on PATH, or <see langword="null"/>.</returns>
    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH"));

    /// <returns>The full path of the first match in the given PATH, or <see langword="null"/>.</returns>
    public static string? Find(string name, string? path) =>
        (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(directory => In(directory, name)).FirstOrDefault(found => found is not null);

    /// <returns>The full path of the program in that directory, or <see langword="null"/>.</returns>
    public static string? In(string directory, string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return endings.Select(ending => Path.Combine(directory, name + ending)).FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
