using System.Net;
using System.Net.Sockets;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests;

/// <summary>The AppHost as its user meets it: real processes, a real server, real signals.</summary>
public sealed class AppHostTests : IDisposable
{
    private readonly ScratchDirectory _scratch = ScratchDirectory.Create("apphost");

    private string Data => _scratch.Path;

    [Theory]
    [InlineData((int)Signal.Terminate)]
    [InlineData((int)Signal.Interrupt)]
    public async Task It_says_where_the_web_is_and_stops_when_asked_with_status_0_and_nothing_left(int signal)
    {
        await using var appHost = await AppHostProcess.StartOnAsync(Data);
        var address = await appHost.ReadyAsync();
        Assert.True(await AppHostProcess.IsReadyAsync(address));
        var (web, postgres) = (AppHostProcess.Web(Data)!, AppHostProcess.Postgres(Data)!);
        Assert.True(web.IsAlive && postgres.IsAlive);

        appHost.Send((Signal)signal);

        Assert.Equal(0, await appHost.Exited);
        Assert.False(web.IsAlive || postgres.IsAlive);
        Assert.Empty(AppHostProcess.Of(Data));
        Assert.Empty(OrchestratorsOf(appHost.Identity.Id));
        Assert.False(File.Exists(Path.Combine(Data, "postgres", "data", "postmaster.pid")));
    }

    [Fact]
    public async Task A_signal_that_comes_twice_at_once_is_still_an_orderly_stop()
    {
        await using var appHost = await AppHostProcess.StartOnAsync(Data);
        await appHost.ReadyAsync();

        appHost.Send(Signal.Interrupt);
        await appHost.SaysAsync("apphost    | stopping");
        appHost.Send(Signal.Interrupt);

        Assert.Equal(0, await appHost.Exited);
    }

    [Fact]
    public async Task Asked_to_stop_while_it_starts_it_stops()
    {
        await using var appHost = await AppHostProcess.StartOnAsync(Data);
        await appHost.UntilAsync(() => Directory.Exists(Path.Combine(Data, "postgres")), "the first start of the server");

        appHost.Send(Signal.Terminate);

        Assert.Equal(0, await appHost.Exited);
        Assert.Null(AppHostProcess.Postgres(Data));
    }

    [Fact]
    public async Task Killed_without_a_chance_it_leaves_nothing_and_the_next_start_finds_its_data()
    {
        ProcessIdentity web;
        await using (var killed = await AppHostProcess.StartOnAsync(Data))
        {
            await killed.ReadyAsync();
            web = AppHostProcess.Web(Data)!;
            killed.Send(Signal.Kill);
            Assert.NotEqual(0, await killed.Exited);
        }

        var password = await File.ReadAllTextAsync(Path.Combine(Data, "secrets", "postgres-owner"), TestContext.Current.CancellationToken);
        await using var next = await AppHostProcess.StartOnAsync(Data);
        await next.ReadyAsync();

        Assert.False(web.IsAlive);
        Assert.NotEqual(web, AppHostProcess.Web(Data));
        Assert.DoesNotContain("new cluster", next.Said, StringComparison.Ordinal);
        Assert.Equal(password, await File.ReadAllTextAsync(Path.Combine(Data, "secrets", "postgres-owner"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("postgres")]
    public async Task A_child_that_crashes_is_started_again(string name)
    {
        ProcessIdentity? Child() => name == "web" ? AppHostProcess.Web(Data) : AppHostProcess.Postgres(Data);
        await using var appHost = await AppHostProcess.StartOnAsync(Data);
        var address = await appHost.ReadyAsync();
        var crashed = Child()!;

        Signals.Send(crashed.Id, Signal.Kill);

        await appHost.UntilAsync(() => Child() is { IsAlive: true } again && again != crashed, $"another {name}");
        await appHost.SaysAsync($"{name,-10} | starting again in");
        await appHost.UntilAsync(() => AppHostProcess.IsReadyAsync(address), "the web at its old address");
    }

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_directory_refuses_and_says_who_has_it()
    {
        await using var first = await AppHostProcess.StartOnAsync(Data);
        var address = await first.ReadyAsync();

        await using var second = await AppHostProcess.StartOnAsync(Data);

        Assert.Equal(1, await second.Exited);
        Assert.Contains($"Another AppHost is using {Data} (process {first.Identity.Id}, {address.ToString().TrimEnd('/')})", second.Said, StringComparison.Ordinal);
        Assert.True(await AppHostProcess.IsReadyAsync(address));
    }

    [Fact]
    public async Task A_port_in_use_gives_way_to_the_next_that_is_free()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var appHost = await AppHostProcess.StartAsync("--data", Data, "--no-dashboard", "--no-demo", "--port", taken.ToString(null as IFormatProvider));
        var address = await appHost.ReadyAsync();

        Assert.True(address.Port > taken);
        Assert.True(await AppHostProcess.IsReadyAsync(address));
    }

    [Theory]
    [InlineData("'--bogus'", "--bogus")]
    [InlineData("'many'", "--port", "many")]
    [InlineData("--port 70000: a port is a number from 1 to 65535", "--port", "70000")]
    [InlineData("'x'", "--demo-seed", "x")]
    [InlineData("--replicas 0: from 1 to 16 processes", "--replicas", "0")]
    [InlineData("cannot be used", "--data", "/dev/null/cto")]
    [InlineData("not one that Npgsql can read", "--connection", "postgres, please", "--data", "{data}")]
    public async Task A_bad_option_is_answered_clearly(string answer, params string[] arguments)
    {
        await using var appHost = await AppHostProcess.StartAsync([.. arguments.Select(argument => argument.Replace("{data}", Data, StringComparison.Ordinal))]);

        Assert.Equal(1, await appHost.Exited);
        Assert.Contains(answer, appHost.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_server_that_is_not_there_is_named_without_its_password()
    {
        await using var appHost = await AppHostProcess.StartOnAsync(Data, "--connection", "Host=127.0.0.1;Port=1;Username=cto;Password=hunter2;Database=cto");

        Assert.Equal(1, await appHost.Exited);
        Assert.Contains("127.0.0.1:1", appHost.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", appHost.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_that_never_becomes_ready_is_given_up_with_its_reason()
    {
        await using var appHost = await AppHostProcess.StartAsync(
            new Dictionary<string, string?> { ["CTO_TIME_ZONE"] = "Nowhere/Land" }, "--data", Data, "--port", "0", "--no-dashboard", "--no-demo");

        Assert.Equal(1, await appHost.Exited);
        Assert.Contains("web ended with status", appHost.Said, StringComparison.Ordinal);
        Assert.Contains("Nowhere/Land", appHost.Said, StringComparison.Ordinal);
        Assert.Empty(AppHostProcess.Of(Data));
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        await using var appHost = await AppHostProcess.StartAsync("--help");

        Assert.Equal(0, await appHost.Exited);
        Assert.All(["--port", "--data", "--connection", "--no-demo", "--no-dashboard", "--demo-seed", "--replicas"], option => Assert.Contains(option, appHost.Said, StringComparison.Ordinal));
    }

    private static IEnumerable<string> OrchestratorsOf(int appHost) => Directory.EnumerateDirectories("/proc")
        .Select(process => int.TryParse(Path.GetFileName(process), out var id) ? StartedAs.Of(id) : "")
        .Where(command => command.Contains($"--monitor {appHost} ", StringComparison.Ordinal));

    public void Dispose() => _scratch.Dispose();
}
