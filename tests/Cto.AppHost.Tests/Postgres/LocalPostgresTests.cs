using System.Runtime.Versioning;
using Cto.AppHost.Postgres;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests.Postgres;

[UnsupportedOSPlatform("windows")]
public sealed class LocalPostgresTests : IDisposable
{
    private readonly ScratchDirectory _scratch = ScratchDirectory.Create("local-postgres");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Data => _scratch.Path;

    [Fact]
    public async Task Without_any_way_to_a_server_one_line_says_what_to_install()
    {
        var nothing = new LocalPostgres(Data, _ => { }) { SearchPath = Data, UsualDirectories = [] };

        var unavailable = await Assert.ThrowsAsync<PostgresUnavailableException>(() => nothing.FindAsync(null, Now));

        Assert.Contains("apt-get install postgresql", unavailable.Message, StringComparison.Ordinal);
        Assert.Contains("npm is not installed", unavailable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', unavailable.Message);
    }

    [Fact]
    public async Task A_container_engine_counts_only_when_its_service_answers()
    {
        Engine("exit 1");
        var local = new LocalPostgres(Data, _ => { }) { SearchPath = Tools, UsualDirectories = [] };
        await Assert.ThrowsAsync<PostgresUnavailableException>(() => local.FindAsync(null, Now));

        Engine("exit 0");
        var server = await local.FindAsync(null, Now);

        Assert.Contains("of docker", server.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_in_a_container_s_volume_is_not_forgotten_when_the_engine_is_off()
    {
        Engine("exit 0");
        await new LocalPostgres(Data, _ => { }) { SearchPath = Tools, UsualDirectories = [] }.FindAsync(null, Now);
        Engine("exit 1");

        var unavailable = await Assert.ThrowsAsync<PostgresUnavailableException>(() => new LocalPostgres(Data, _ => { }) { SearchPath = Tools }.FindAsync(null, Now));

        Assert.Contains("start docker or podman", unavailable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_here_is_left_untouched()
    {
        var home = ClusterHome.In(Data);
        Directory.CreateDirectory(home.Data);
        await File.WriteAllTextAsync(Path.Combine(home.Data, "PG_VERSION"), "9\n", Now);
        var local = new LocalPostgres(Data, _ => { }) { SearchPath = Data };

        var unavailable = await Assert.ThrowsAsync<PostgresUnavailableException>(() => local.FindAsync(null, Now));

        Assert.Contains("was written by PostgreSQL 9", unavailable.Message, StringComparison.Ordinal);
        Assert.Equal("PG_VERSION", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(home.Data))));
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_is_made_again()
    {
        var home = ClusterHome.In(Data);
        Directory.CreateDirectory(Path.Combine(home.Path, "data.new", "base"));

        await using var server = (PrivateCluster)await new LocalPostgres(Data, _ => { }).FindAsync(null, Now);
        await server.StartAsync(Now);

        Assert.Contains("127.0.0.1:", server.Description, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home.Path, "data.new")));
    }

    [Fact]
    public async Task Passwords_are_kept_where_only_their_owner_reads()
    {
        var server = await new LocalPostgres(Data, _ => { }).FindAsync(null, Now);

        foreach (var secret in Directory.EnumerateFiles(Path.Combine(Data, "secrets")))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
            Assert.DoesNotContain(await File.ReadAllTextAsync(secret, Now), server.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Root_s_closed_directory_sends_the_cluster_to_a_place_that_its_account_can_reach()
    {
        Assert.SkipUnless(OsUser.IsRoot, "needs root, which alone lends the cluster to another account");
        var closed = Path.Combine(Data, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var data = Directory.CreateDirectory(Path.Combine(closed, "cto")).FullName;

        var home = ClusterHome.In(data);
        try
        {
            Assert.StartsWith("/var/lib/cto/", home.Path, StringComparison.Ordinal);
            Assert.Equal(home, ClusterHome.In(data));
            Assert.True(OsUser.EveryoneMayPass(Path.GetDirectoryName(home.Path)!));
        }
        finally
        {
            Directory.Delete(home.Path);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private string Tools => Path.Combine(Data, "tools");

    /// <summary>A docker that only says whether its service is there.</summary>
    private void Engine(string script) => ShellScript.Write(Path.Combine(Directory.CreateDirectory(Tools).FullName, "docker"), script);
}
