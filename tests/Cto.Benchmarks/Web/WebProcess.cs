using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Cto.Testing;

namespace Cto.Benchmarks.Web;

/// <summary>The web program in a process of its own, from its build output, as the AppHost starts it: Production, loopback, a port of its own.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _output = new();
    private readonly string? _errors;
    private bool _isEnded;

    private WebProcess(Process process, Uri address)
    {
        (_process, Address, _errors) = (process, address, Environment.GetEnvironmentVariable("CTO_BENCH_LOG"));
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>The one-time link that a first start prints.</summary>
    public Task<string> SignInLink => _link.Task;

    /// <summary>From the start of the process to the first success of <c>/health/ready</c>.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Processor time used so far by all threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<WebProcess> StartAsync(string database, CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> environment)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Take()}"));
        var assembly = Assembly();
        var name = $"bench-{Guid.NewGuid():N}";
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["ConnectionStrings__cto"] = database,
                ["ConnectionStrings__redis"] = RedisServer.Shared.ConnectionString,
                ["Redis__Prefix"] = name,
                ["Orleans__ClusterId"] = name,
                ["Orleans__Endpoints__AdvertisedIPAddress"] = "127.0.0.1",
                ["Orleans__Endpoints__SiloPort"] = FreePort.Take().ToString(CultureInfo.InvariantCulture),
                ["Orleans__Endpoints__GatewayPort"] = "0",
                ["Connectors__AllowPrivateNetworks"] = "true",
            },
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var clock = Stopwatch.StartNew();
        var web = new WebProcess(Process.Start(start)!, address);
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (web._process.HasExited)
            {
                throw new InvalidOperationException($"The web process ended with {web._process.ExitCode}.");
            }

            await Task.Delay(5, cancellationToken);
        }

        web.ReadyAfter = clock.Elapsed;
        return web;
    }

    /// <summary>Stops it as an operator would, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, Terminate);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Take(string? line)
    {
        if (line?.StartsWith("sign in: ", StringComparison.Ordinal) == true)
        {
            _link.TrySetResult(line["sign in: ".Length..]);
        }

        if (line is not null && _errors is not null)
        {
            lock (_output)
            {
                File.AppendAllText(_errors, line + "\n");
            }
        }
    }

    /// <summary>The build output beside ours, in the same configuration.</summary>
    private static string Assembly()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration, root) = (ours.Name, ours.Parent!.Name, ours.Parent.Parent!.Parent!.Parent!.Parent!);
        return Path.Combine(root.FullName, "Cto.Web", "bin", configuration, framework, "Cto.Web.dll");
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
