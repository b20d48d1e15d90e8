using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Git;

public sealed class MirrorTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_remote_repository_reads_like_a_local_one()
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        using var remote = new GitSource(server.AddressOf("shop/.git"));
        using var local = new GitSource(repository.Path);

        await remote.PullAllAsync();
        await local.PullAllAsync();

        Assert.Equal(4, remote.Commits.Count);
        Assert.Equal(local.Commits.Values.Select(commit => (commit.Sha, commit.FirstCommitAt, commit.Mainline)), remote.Commits.Values.Select(commit => (commit.Sha, commit.FirstCommitAt, commit.Mainline)));
        Assert.Equal(local.Deployments.SelectMany(deployment => deployment.Commits!), remote.Deployments.SelectMany(deployment => deployment.Commits!));
        Assert.Equal("shop", remote.Commits.Values.First().Repository);
        Assert.Contains("1 releases among 1 tags", (await remote.CheckAsync()).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_holds_no_files_where_the_server_can_leave_them_out()
    {
        using var repository = Shop();
        File.WriteAllText(Path.Combine(repository.Path, "secret.txt"), "the company's source");
        repository.Run("add", ".");
        repository.Commit(9, "With a file");
        var blob = repository.Run("rev-parse", "HEAD:secret.txt");
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));

        await source.PullAllAsync();

        Assert.Equal(5, source.Commits.Count);
        var mirror = Assert.Single(Directory.GetDirectories(source.MirrorDirectory, "*.git", SearchOption.AllDirectories));
        var objects = TestRepository.Git(mirror, ["cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"]);
        Assert.DoesNotContain(blob, objects, StringComparison.Ordinal);
        Assert.DoesNotContain("tree", objects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_without_files_survives_tags_of_files()
    {
        using var repository = Shop();
        File.WriteAllText(Path.Combine(repository.Path, "readme.txt"), "words");
        repository.Run("add", ".");
        repository.Commit(9, "With a file");
        repository.Release(10, "v1.1", "HEAD^{tree}");
        repository.LightTag("v1.2", "HEAD:readme.txt");
        repository.LightTag("v1.3", "HEAD^{tree}");
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));

        var warnings = await source.PullAllAsync();

        Assert.Equal(["v1.0"], source.Deployments.Select(deployment => deployment.Ref));
        Assert.Contains(warnings, warning => warning.StartsWith("3 tags match", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_commits_tags_and_deletions_come_with_the_next_fetch()
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));
        await source.PullAllAsync();
        var written = source.Written;

        repository.Run("tag", "-d", "v1.0");
        var added = repository.Commit(10, "More");
        repository.LightTag("v1.1");
        await source.PullAllAsync();

        Assert.Contains(added, source.Commits);
        Assert.Equal(["v1.1"], source.Deployments.Select(deployment => deployment.Ref));
        Assert.Equal(written + 2, source.Written);
    }

    [Fact]
    public async Task A_token_reaches_the_server_and_nothing_else()
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        server.Login = "ada:t0ken'$(x)";
        var program = Path.Combine(Path.GetDirectoryName(repository.Path)!, "git-that-tells");
        TestProgram.Write(program, $"echo \"$*\" >> '{program}.arguments'\nexec git \"$@\"");
        using var source = new GitSource(server.AddressOf("shop/.git"), ("Connectors:Git:Program", program))
            .With("token", ("username", "ada"), ("token", "t0ken'$(x)"));
        var spans = new ConcurrentQueue<string>();
        using var listener = Listen(activity => spans.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"));

        await source.PullAllAsync();

        Assert.Equal(4, source.Commits.Count);
        Assert.All(Directory.EnumerateFiles(source.MirrorDirectory, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("t0ken", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains(" fetch ", File.ReadAllText(program + ".arguments"), StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", File.ReadAllText(program + ".arguments"), StringComparison.Ordinal);
        Assert.Contains(spans, span => span.StartsWith("git fetch", StringComparison.Ordinal));
        Assert.All(spans, span => Assert.DoesNotContain("t0ken", span, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Missing_and_wrong_credentials_are_said(string? token)
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        server.Login = "ada:right";
        using var source = new GitSource(server.AddressOf("shop/.git"));
        if (token is not null)
        {
            source.With("token", ("username", "ada"), ("token", token));
        }

        var refusal = await source.RefusesAsync();

        Assert.Equal(SourceFault.Unauthorized, refusal.Fault);
        Assert.DoesNotContain("wrong", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, SourceFault.Forbidden)]
    [InlineData(404, SourceFault.NotFound)]
    [InlineData(503, SourceFault.Unavailable)]
    [InlineData(200, SourceFault.UnexpectedReply)]
    public async Task What_the_server_answers_becomes_a_fault(int status, SourceFault fault)
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        server.Failure = status;
        using var source = new GitSource(server.AddressOf("shop/.git"));

        Assert.Equal(fault, (await source.RefusesAsync()).Fault);
        Assert.Equal(fault, (await source.RefusesAsync(source => source.PullAsync("commits"))).Fault);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_is_unavailable()
    {
        using var source = new GitSource("http://127.0.0.1:9/shop.git");
        Assert.Equal(SourceFault.Unavailable, (await source.RefusesAsync()).Fault);

        using var unknown = new GitSource("https://no-such-host.invalid/shop.git");
        Assert.Equal(SourceFault.Unavailable, (await unknown.RefusesAsync()).Fault);
    }

    [Fact]
    public async Task A_host_that_accepts_and_then_is_silent_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var source = new GitSource($"http://{listener.LocalEndpoint}/shop.git", ("Connectors:Git:Patience", "00:00:01"));

        var refusal = await source.RefusesAsync(source => source.PullAsync("commits"));

        Assert.Equal(SourceFault.Unavailable, refusal.Fault);
    }

    [Fact]
    public async Task A_repository_deleted_upstream_is_not_found_and_what_was_read_stands()
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));
        await source.PullAllAsync();

        Directory.Delete(repository.Path, recursive: true);
        var refusal = await source.RefusesAsync(source => source.PullAsync("commits"));

        Assert.Equal(SourceFault.NotFound, refusal.Fault);
        Assert.Equal(4, source.Commits.Count);
    }

    [Fact]
    public async Task A_sha256_repository_and_an_empty_one_are_mirrored()
    {
        using var repository = new TestRepository("--object-format=sha256");
        repository.Commit(0, "One");
        repository.LightTag("v1.0");
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));
        await source.PullAllAsync();
        Assert.Equal(64, Assert.Single(source.Commits).Key.Length);
        Assert.Single(source.Deployments);

        using var empty = new TestRepository();
        await using var second = await GitServer.StartAsync(empty);
        using var nothing = new GitSource(second.AddressOf("shop/.git"));
        Assert.Contains(await nothing.PullAllAsync(), warning => warning.Contains("empty repository", StringComparison.Ordinal));
        Assert.Contains("empty repository", (await nothing.CheckAsync()).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_pulls_at_once_share_one_mirror()
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DrainAsync(source)));
        return;

        static async Task DrainAsync(GitSource source)
        {
            var facts = 0;
            await foreach (var page in source.Connector.PullAsync(source.Connection, "commits", null, Cancellation))
            {
                facts += page.Facts.Count;
            }

            Assert.Equal(4, facts);
        }
    }

    [Fact]
    public async Task Forgetting_a_source_removes_its_mirror()
    {
        using var repository = Shop();
        await using var server = await GitServer.StartAsync(repository);
        using var source = new GitSource(server.AddressOf("shop/.git"));
        await source.PullAllAsync();
        Assert.NotEmpty(Directory.EnumerateFiles(source.MirrorDirectory, "*", SearchOption.AllDirectories));

        await source.Connector.ForgetAsync(source.Connection, Cancellation);

        Assert.Empty(Directory.EnumerateFiles(source.MirrorDirectory, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_full_disk_is_a_failed_store_and_the_next_try_succeeds()
    {
        using var repository = Shop();
        for (var index = 0; index < 40; index++)
        {
            // What cannot be compressed fills the disk.
            repository.Commit(20 + index, Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(BitConverter.GetBytes(index))));
        }

        await using var server = await GitServer.StartAsync(repository);
        var limited = Path.Combine(Path.GetDirectoryName(repository.Path)!, "git-on-a-small-disk");
        TestProgram.Write(limited, "case \"$*\" in *fetch*) trap '' XFSZ; ulimit -f 4;; esac\nexec git \"$@\"");
        using var source = new GitSource(server.AddressOf("shop/.git"), ("Connectors:Git:Program", limited));

        Assert.Equal(SourceFault.StorageFailed, (await source.RefusesAsync(source => source.PullAsync("commits"))).Fault);
        Assert.Empty(source.Commits);

        TestProgram.Write(limited, "exec git \"$@\"");
        await source.PullAsync("commits");
        Assert.Equal(44, source.Commits.Count);
    }

    private static TestRepository Shop()
    {
        var repository = new TestRepository();
        repository.Commit(0, "Start");
        repository.Branch("feature");
        repository.Commit(1, "Feature");
        repository.Checkout("main");
        repository.Commit(2, "Meanwhile");
        repository.Merge(3, "feature");
        repository.Release(4, "v1.0");
        return repository;
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Cto.Connectors",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
