using System.Diagnostics;
using System.Globalization;
using Cto.Testing;

namespace Cto.Connectors.Tests.Git;

/// <summary>A small repository in a directory of its own, made by the git program with the dates that a test names.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly ScratchDirectory _directory = ScratchDirectory.Create("git");

    public TestRepository(params string[] initArguments)
    {
        Path = System.IO.Path.Combine(_directory.Path, "shop");
        Directory.CreateDirectory(Path);
        Run(["init", "--quiet", "--initial-branch=main", .. initArguments]);
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string Path { get; }

    public string Head => Run("rev-parse", "HEAD");

    /// <param name="hour">Hours after <see cref="Start"/>.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="writtenHour">When it was written, if not when it was committed.</param>
    public string Commit(double hour, string message, double? writtenHour = null)
    {
        Run(hour, writtenHour ?? hour, ["commit", "--quiet", "--allow-empty", "--allow-empty-message", "--file=-"], message);
        return Head;
    }

    /// <summary>Makes a branch of the commit that is checked out, and goes there.</summary>
    public void Branch(string name) => Run("checkout", "--quiet", "-b", name);

    public void Checkout(string name) => Run("checkout", "--quiet", name);

    public string Merge(double hour, params string[] branches)
    {
        Run(hour, hour, ["merge", "--quiet", "--no-ff", "-m", $"Merge {string.Join(" and ", branches)}", .. branches]);
        return Head;
    }

    /// <summary>A tag that says when it was made.</summary>
    public void Release(double hour, string tag, string commit = "HEAD") => Run(hour, hour, ["tag", "-a", "-f", "-m", tag, tag, commit]);

    /// <summary>A tag that is only a name.</summary>
    public void LightTag(string tag, string commit = "HEAD") => Run("tag", "-f", tag, commit);

    public string Run(params string[] arguments) => Run(0, 0, arguments);

    public string Run(double hour, double writtenHour, string[] arguments, string input = "") =>
        Git(Path, arguments, input, new()
        {
            ["GIT_COMMITTER_DATE"] = At(hour),
            ["GIT_AUTHOR_DATE"] = At(writtenHour),
        });

    public void Dispose() => _directory.Dispose();

    public static string Git(string directory, string[] arguments, string input = "", Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new Dictionary<string, string>(environment ?? [])
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_AUTHOR_NAME"] = "Ada Lovelace",
            ["GIT_AUTHOR_EMAIL"] = "Ada@Example.org",
            ["GIT_COMMITTER_NAME"] = "Ada Lovelace",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.org",
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }

    private static string At(double hour) => string.Create(CultureInfo.InvariantCulture, $"{Start.AddHours(hour).ToUnixTimeSeconds()} +0000");
}
