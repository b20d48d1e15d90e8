using System.Collections.Concurrent;
using System.Net;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests;

/// <summary>The real AppHost, run from its own build output as a process of its own.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);
    private static readonly HttpClient Http = new();

    private readonly ChildProcess _process;
    private readonly ConcurrentQueue<string> _lines;

    private AppHostProcess(ChildProcess process, ConcurrentQueue<string> lines) => (_process, _lines) = (process, lines);

    public ProcessIdentity Identity => _process.Identity;

    /// <summary>Everything that it has said so far.</summary>
    public string Said => string.Join('\n', _lines);

    public Task<int> Exited => _process.Exited.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    public static Task<AppHostProcess> StartAsync(params string[] arguments) => StartAsync(new Dictionary<string, string?>(), arguments);

    public static async Task<AppHostProcess> StartAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var lines = new ConcurrentQueue<string>();
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var repository = built.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var assembly = Path.Combine(repository, "Cto.AppHost", "bin", built.Parent.Name, built.Name, "Cto.AppHost.dll");
        return new(await ChildProcess.StartAsync(new("dotnet", [assembly, .. arguments]) { Environment = environment }, lines.Enqueue), lines);
    }

    /// <summary>Starts it without the dashboard and the demo on any free port.</summary>
    public static Task<AppHostProcess> StartOnAsync(string data, params string[] more) => StartAsync(["--data", data, "--port", "0", "--no-dashboard", "--no-demo", .. more]);

    /// <returns>The rest of the first line that begins so.</returns>
    public async Task<string> SaysAsync(string beginning)
    {
        string? line = null;
        await UntilAsync(() =>
        {
            var ended = _process.Exited.IsCompleted;
            line = _lines.FirstOrDefault(said => said.StartsWith(beginning, StringComparison.Ordinal));
            return line is not null || ended;
        }, $"'{beginning}'");
        return line?[beginning.Length..] ?? throw new InvalidOperationException($"It ended without saying '{beginning}':\n{Said}");
    }

    public async Task<Uri> ReadyAsync() => new(await SaysAsync("ready: "));

    public void Send(Signal signal) => Signals.Send(Identity.Id, signal);

    /// <summary>Waits, looking again and again, until something holds.</summary>
    public Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);

    /// <summary>Waits, looking again and again, until something holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        while (!await holds())
        {
            try
            {
                await Task.Delay(PollInterval, patience.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {Patience.Limit.TotalSeconds} s for {what}. It said:\n{Said}");
            }
        }
    }

    public static async Task<bool> IsReadyAsync(Uri address)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(address, "health/ready"), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The web that serves a data directory.</summary>
    public static ProcessIdentity? Web(string data) => Of(data).FirstOrDefault(process => StartedAs.Of(process.Id).Contains("Cto.Web.dll", StringComparison.Ordinal));

    /// <summary>Every process that works for a data directory: it is in their environment, or on their command line.</summary>
    public static IEnumerable<ProcessIdentity> Of(string data) => Directory.EnumerateDirectories("/proc")
        .Select(process => int.TryParse(Path.GetFileName(process), out var id) && Knows(id, data) ? ProcessIdentity.Of(id) : null)
        .OfType<ProcessIdentity>();

    /// <summary>The server process of the private cluster.</summary>
    public static ProcessIdentity? Postgres(string data)
    {
        var file = Path.Combine(data, "postgres", "data", "postmaster.pid");
        return int.TryParse(FirstLine(file), out var id) ? ProcessIdentity.Of(id) : null;
    }

    private static bool Knows(int process, string data)
    {
        try
        {
            return StartedAs.Of(process).Split(' ').Any(word => word.StartsWith(data, StringComparison.Ordinal)) || File.ReadAllText($"/proc/{process}/environ").Split('\0').Contains($"CTO_DATA={data}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <returns><see langword="null"/> when there is none, or no file: it may go at any time.</returns>
    private static string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
