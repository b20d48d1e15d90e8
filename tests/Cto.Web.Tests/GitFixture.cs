using System.Diagnostics;
using System.Globalization;
using Cto.Testing;

namespace Cto.Web.Tests;

/// <summary>A git repository made for a test: every commit and tag at the instant that the test says.</summary>
internal sealed class GitFixture : IDisposable
{
    private readonly ScratchDirectory _directory = ScratchDirectory.Create("repository");
    private int _files;

    public GitFixture() => At(Path, null, "init", "--quiet", "--initial-branch=main");

    public string Path => _directory.Path;

    /// <summary>A commit on the current branch.</summary>
    public void Commit(DateTimeOffset at, string subject)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, $"file{++_files}.txt"), subject);
        At(Path, null, "add", ".");
        At(Path, at, "commit", "--quiet", "-m", subject);
    }

    /// <summary>A branch with commits at these instants, merged at the last one.</summary>
    public void Merge(string branch, DateTimeOffset mergedAt, params IEnumerable<DateTimeOffset> commits)
    {
        At(Path, null, "checkout", "--quiet", "-b", branch);
        foreach (var at in commits)
        {
            Commit(at, $"Work on {branch}");
        }

        At(Path, null, "checkout", "--quiet", "main");
        At(Path, mergedAt, "merge", "--quiet", "--no-ff", "-m", $"Merge {branch}", branch);
    }

    /// <summary>An annotated tag on the current commit.</summary>
    public void Tag(DateTimeOffset at, string name) => At(Path, at, "tag", "-a", "-m", name, name);

    /// <summary>Asks a repository something.</summary>
    public static string Ask(string directory, params IEnumerable<string> arguments) => At(directory, null, arguments);

    public void Dispose() => _directory.Dispose();

    private static string At(string directory, DateTimeOffset? at, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", directory, "-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (at is { } instant)
        {
            start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = instant.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture);
        }

        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error.GetAwaiter().GetResult());
        return output;
    }
}
