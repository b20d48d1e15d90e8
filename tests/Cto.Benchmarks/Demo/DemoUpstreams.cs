using System.Diagnostics;
using System.Globalization;

namespace Cto.Benchmarks.Demo;

/// <summary>The simulated company in a process of its own, from its build output, as the AppHost starts it.</summary>
internal sealed class DemoUpstreams : IAsyncDisposable
{
    private const string Ready = "demo upstreams: ";

    private readonly Process _process;

    private DemoUpstreams(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="product">Connects its sources to it.</param>
    /// <param name="token">The product's API token.</param>
    /// <param name="scale">1 = about a million facts.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<DemoUpstreams> StartAsync(Uri product, string token, double scale, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly(), "--port", "0", "--scale", scale.ToString(CultureInfo.InvariantCulture), "--connect", product.AbsoluteUri])
        {
            RedirectStandardOutput = true,
            Environment = { ["DEMO_TOKEN"] = token },
        };
        var process = Process.Start(start)!;
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        }
        while (line is not null && !line.StartsWith(Ready, StringComparison.Ordinal));

        if (line is null)
        {
            throw new InvalidOperationException("The simulated company ended at once.");
        }

        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new(process, new(line[Ready.Length..]));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static string Assembly()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(ours.Parent!.Parent!.Parent!.Parent!.FullName, "Cto.Upstreams", "bin", ours.Parent.Name, ours.Name, "Cto.Upstreams.dll");
    }
}
