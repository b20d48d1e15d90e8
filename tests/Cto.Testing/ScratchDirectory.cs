using System.Collections.Concurrent;
using System.Diagnostics;
using Cto.AppHost.Processes;

namespace Cto.Testing;

/// <summary>A directory of this test process: removed when disposed, at the end of the process, or by a later run when this one was killed.</summary>
/// <remarks>It lies below the machine's temporary directory, which every account may pass through.</remarks>
public sealed class ScratchDirectory : IDisposable
{
    private static readonly string Root = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "cto-tests");
    private static readonly Lazy<string> Mine = new(Claim);
    private static readonly ConcurrentStack<Action> Endings = new();

    private ScratchDirectory(string path) => Path = path;

    public string Path { get; }

    /// <param name="name">A word for people who look; a random suffix makes it unique.</param>
    public static ScratchDirectory Create(string name) =>
        new(Directory.CreateDirectory(System.IO.Path.Combine(Mine.Value, $"{name}-{System.IO.Path.GetRandomFileName()}")).FullName);

    /// <summary>Runs before the directories are removed at the end of the process, last registered first.</summary>
    public static void BeforeRemoval(Action end) => Endings.Push(end);

    public void Dispose() => Remove(Path);

    private static string Claim()
    {
        Directory.CreateDirectory(Root);
        foreach (var left in Directory.EnumerateDirectories(Root).Where(IsAbandoned))
        {
            Remove(left);
        }

        var mine = ProcessIdentity.Of(Environment.ProcessId)!.ToString().Replace(' ', '_');
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(System.IO.Path.Combine(Root, mine));
        return Directory.CreateDirectory(System.IO.Path.Combine(Root, mine)).FullName;
    }

    private static void End(string directory)
    {
        while (Endings.TryPop(out var end))
        {
            end();
        }

        RemoveLater(directory);
    }

    /// <summary>Has a process of its own do it: a test process must exit at once, and what it started may still be writing.</summary>
    private static void RemoveLater(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Remove(directory);
            return;
        }

        const string Script = """exec </dev/null >/dev/null 2>&1; for i in 1 2 3 4 5 6 7 8 9; do rm -rf -- "$0" && exit; sleep 1; done""";
        Process.Start("sh", ["-c", Script, directory]).Dispose();
    }

    private static bool IsAbandoned(string directory) =>
        ProcessIdentity.Parse(System.IO.Path.GetFileName(directory).Replace('_', ' ')) is { IsAlive: false };

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Something in it is still being written or belongs to another account: the next run tries again.
        }
    }
}
