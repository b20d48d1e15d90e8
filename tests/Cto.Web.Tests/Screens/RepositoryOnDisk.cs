using System.Diagnostics;

namespace Cto.Web.Tests.Screens;

/// <summary>A clone of the repository that these tests stand in.</summary>
internal static class RepositoryOnDisk
{
    /// <summary>Clones this project's own repository; the test is skipped where the sources stand in none.</summary>
    public static async Task CloneOwnAsync(string folder)
    {
        var root = Root(new DirectoryInfo(AppContext.BaseDirectory));
        Assert.SkipWhen(root is null, "The sources do not stand in a git repository.");
        await RunAsync(root!, "clone", "--quiet", "--no-hardlinks", root!, folder);
    }

    /// <summary>What git prints.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(git.ExitCode == 0, errors);
        return await output;
    }

    private static string? Root(DirectoryInfo? folder) => folder is null ? null : Path.Exists(Path.Combine(folder.FullName, ".git")) ? folder.FullName : Root(folder.Parent);
}
