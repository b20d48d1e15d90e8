using System.Diagnostics;
using System.Text;

namespace Cto.Connectors.Tests.Git;

public sealed class UnusualRepositoryTests
{
    [Fact]
    public async Task An_empty_repository_works_and_has_nothing()
    {
        using var repository = new TestRepository();
        using var source = new GitSource(repository.Path);

        Assert.Contains("empty repository", (await source.CheckAsync()).Summary, StringComparison.Ordinal);
        Assert.Contains(await source.PullAllAsync(), warning => warning.Contains("empty repository", StringComparison.Ordinal));
        Assert.Equal(0, source.Written);

        repository.Commit(0, "First");
        await source.PullAllAsync();
        Assert.Single(source.Commits);
    }

    [Fact]
    public async Task A_shallow_clone_says_what_it_lacks()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Commit(1, "Two");
        repository.LightTag("v1.0");
        var clone = repository.Path + "-shallow";
        TestRepository.Git("/", ["clone", "--quiet", "--depth=1", new Uri(repository.Path).AbsoluteUri, clone]);
        using var source = new GitSource(clone);

        Assert.Contains((await source.CheckAsync()).Warnings, warning => warning.Contains("shallow", StringComparison.Ordinal) && warning.Contains("lead times", StringComparison.Ordinal));
        Assert.Contains(await source.PullAsync("commits"), warning => warning.Contains("shallow", StringComparison.Ordinal));
        Assert.Single(source.Commits);
    }

    [Fact]
    public async Task A_shallow_remote_is_mirrored_and_said()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Commit(1, "Two");
        TestRepository.Git("/", ["clone", "--quiet", "--bare", "--depth=1", new Uri(repository.Path).AbsoluteUri, repository.Path + "-shallow.git"]);
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop-shallow.git"));

        Assert.Contains(await source.PullAsync("commits"), warning => warning.Contains("shallow", StringComparison.Ordinal));
        Assert.Single(source.Commits);
    }

    [Fact]
    public async Task Bare_repositories_worktrees_and_file_addresses_are_read()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        TestRepository.Git("/", ["clone", "--quiet", "--bare", repository.Path, repository.Path + "-bare.git"]);
        repository.Run("worktree", "add", "--quiet", "-b", "work", repository.Path + "-work");

        foreach (var location in (string[])[repository.Path + "-bare.git", repository.Path + "-work", repository.Path + "/.git", new Uri(repository.Path).AbsoluteUri])
        {
            using var source = new GitSource(location);
            await source.PullAsync("commits");
            Assert.Equal([repository.Head], source.Commits.Keys);
        }
    }

    [Fact]
    public async Task Dates_in_the_future_and_clocks_that_are_off_are_kept_and_said()
    {
        using var repository = new TestRepository();
        var future = repository.Commit(24 * 400, "From the future");
        var skewed = repository.Commit(10, "Committed before it was written", writtenHour: 30);
        using var source = new GitSource(repository.Path);

        var warnings = await source.PullAsync("commits");

        Assert.Contains(warnings, warning => warning.StartsWith("1 commits are dated in the future", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.StartsWith("1 commits are dated before", StringComparison.Ordinal));
        Assert.Equal(TestRepository.Start.AddHours(24 * 400), source.Commits[future].CommittedAt);
        Assert.Equal(TestRepository.Start.AddHours(30), source.Commits[skewed].AuthoredAt);
    }

    [Fact]
    public async Task A_date_that_no_calendar_knows_is_kept_as_far_away()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        var raw = repository.Run("cat-file", "commit", "HEAD").Replace("> 1772", "> 99999991772", StringComparison.Ordinal) + "\n";
        var odd = repository.Run(0, 0, ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], raw);
        repository.Run("reset", "--quiet", "--hard", odd);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal(9999, source.Commits[odd].CommittedAt.Year);
    }

    [Fact]
    public async Task A_message_of_ten_megabytes_is_cut()
    {
        using var repository = new TestRepository();
        var huge = repository.Commit(0, new string('x', 10_000_000));
        var next = repository.Commit(1, "Next");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal(500, source.Commits[huge].Subject.Length);
        Assert.Equal("Next", source.Commits[next].Subject);
    }

    [Fact]
    public async Task A_subject_is_never_cut_within_a_character()
    {
        using var repository = new TestRepository();
        var cut = repository.Commit(0, new string('x', 499) + "😀 and more");
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal(new string('x', 499), source.Commits[cut].Subject);
    }

    [Fact]
    public async Task Messages_in_another_encoding_are_read_and_broken_ones_survived()
    {
        using var repository = new TestRepository();
        var latin = CommitBytes(repository, [.. "Gr"u8, 0xfc, .. "n"u8], "-c", "i18n.commitEncoding=ISO-8859-1");
        var broken = BrokenCommit(repository, [.. "Broken "u8, 0xff, 0xfe]);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal("Grün", source.Commits[latin].Subject);
        Assert.StartsWith("Broken \ufffd", source.Commits[broken].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_messages_and_leading_blank_lines_are_survived()
    {
        using var repository = new TestRepository();
        var empty = repository.Commit(0, "");
        var tree = repository.Run("rev-parse", "HEAD^{tree}");
        var blank = repository.Run(1, 1, ["commit-tree", tree, "-p", empty], "\n\n  Subject  \n\nbody");
        repository.Run("reset", "--quiet", "--hard", blank);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");

        Assert.Equal("", source.Commits[empty].Subject);
        Assert.Equal("Subject", source.Commits[blank].Subject);
    }

    [Fact]
    public async Task A_clone_is_read_at_the_default_branch_of_its_origin()
    {
        using var repository = new TestRepository();
        var main = repository.Commit(0, "One");
        var clone = repository.Path + "-clone";
        TestRepository.Git("/", ["clone", "--quiet", repository.Path, clone]);
        TestRepository.Git(clone, ["checkout", "--quiet", "-b", "feature"]);
        TestRepository.Git(clone, ["commit", "--quiet", "--allow-empty", "-m", "Unfinished"]);
        using var source = new GitSource(clone);

        await source.PullAsync("commits");
        Assert.Equal([main], source.Commits.Keys);
    }

    [Fact]
    public async Task A_detached_head_is_read_where_it_is()
    {
        using var repository = new TestRepository();
        var first = repository.Commit(0, "One");
        repository.Commit(1, "Two");
        repository.Run("checkout", "--quiet", "--detach", first);
        using var source = new GitSource(repository.Path);

        await source.PullAsync("commits");
        Assert.Equal([first], source.Commits.Keys);
    }

    [Fact]
    public async Task Nothing_in_a_repository_is_executed_or_written()
    {
        using var repository = new TestRepository();
        repository.Commit(0, "One");
        repository.Release(1, "v1.0");
        var trap = Path.Combine(Path.GetDirectoryName(repository.Path)!, "trap");
        var sprung = trap + ".sprung";
        TestProgram.Write(trap, $"touch '{sprung}'");
        foreach (var setting in (string[])["core.fsmonitor", "core.pager", "pager.log", "gpg.program", "core.sshCommand", "diff.external", "core.editor", "core.askPass", "credential.helper"])
        {
            repository.Run("config", setting, trap);
        }

        repository.Run("config", "log.showSignature", "true");
        repository.Run("config", "remote.origin.url", $"ext::{trap}");
        repository.Run("config", "alias.log", $"!{trap}");
        var before = Snapshot(repository.Path);
        using var source = new GitSource(repository.Path);

        await source.PullAllAsync();
        await source.CheckAsync();

        Assert.False(File.Exists(sprung));
        Assert.Equal(before, Snapshot(repository.Path));
    }

    [Fact]
    public async Task Cancelling_ends_the_git_that_was_reading()
    {
        using var repository = new TestRepository();
        GeneratedHistory.Write(repository.Path, 3000);
        var pid = Path.Combine(Path.GetDirectoryName(repository.Path)!, "pid");
        var program = pid + "-git";
        TestProgram.Write(program, $"case \"$*\" in *' log '*) echo $$ > '{pid}';; esac\nexec git \"$@\"");
        using var source = new GitSource(repository.Path, ("Connectors:Git:Program", program));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in source.Connector.PullAsync(source.Connection, "commits", null, cancellation.Token))
            {
                Assert.True(IsRunning(), "git has 3,000 commits to print and the pipe holds fewer");
                await cancellation.CancelAsync();
            }
        });

        Assert.False(IsRunning());

        bool IsRunning()
        {
            try
            {
                return !Process.GetProcessById(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture)).HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    private static string CommitBytes(TestRepository repository, byte[] message, params string[] options)
    {
        var file = Path.Combine(Path.GetDirectoryName(repository.Path)!, "message");
        File.WriteAllBytes(file, message);
        repository.Run(0, 0, [.. options, "commit", "--quiet", "--allow-empty", "--file", file]);
        return repository.Head;
    }

    private static string BrokenCommit(TestRepository repository, byte[] message)
    {
        repository.Commit(1, "What the broken one is made of");
        var file = Path.Combine(Path.GetDirectoryName(repository.Path)!, "object");
        File.WriteAllBytes(file, [.. Encoding.UTF8.GetBytes(repository.Run("cat-file", "commit", "HEAD").Split("\n\n")[0] + "\n\n"), .. message]);
        var sha = repository.Run("hash-object", "-t", "commit", "-w", "--literally", file);
        repository.Run("reset", "--quiet", "--hard", repository.Run("commit-tree", "HEAD^{tree}", "-p", sha, "-m", "Last"));
        return sha;
    }

    private static List<(string Path, DateTime Written)> Snapshot(string directory) =>
        [.. Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.GetLastWriteTimeUtc(path)))];
}
