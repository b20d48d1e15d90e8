using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cto.Testing;

namespace Cto.Connectors.Tests.Http;

/// <summary>One process that serves the vendors' descriptions as mock servers, which check each request; started by the first test that needs it.</summary>
/// <remarks>It needs Node and, once, npm: the mock server is installed into the machine's temporary folder and stays there for the next run.</remarks>
public sealed class MockVendors : IAsyncLifetime
{
    public const string Collection = "mock vendors";

    // Vendors that have a test here: each adds its description's name.
    private static readonly string[] Served = ["github"];

    // It ends when its standard input does, which is when we do, however we end.
    private const string Script = "process.stdin.on('end', () => process.exit()).resume(); await import(process.argv[1]);";

    private Process? _server;
    private Dictionary<string, int> _ports = [];

    /// <summary>Why there is no mock server; <see langword="null"/> when there is one.</summary>
    public string? Unavailable { get; private set; }

    /// <summary>The address of a vendor's mock server.</summary>
    public Uri Address(string vendor) => new($"http://127.0.0.1:{_ports[vendor]}/");

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            Unavailable = Specs.Exist ? await InstallAsync(patience.Token) : Specs.Missing;
            if (Unavailable is null)
            {
                await StartAsync(patience.Token);
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            Unavailable = $"Node or npm is missing or did not answer: {e.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.StandardInput.Close();
            await _server.WaitForExitAsync(CancellationToken.None);
            _server.Dispose();
        }
    }

    private static string Folder => Path.Combine(Path.GetTempPath(), $"cto-mock-vendors-{Environment.UserName}");

    private static async Task<string?> InstallAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        // Other test runs of this machine may be at it: one installs, the others wait.
        await using var turn = await LockAsync(Path.Combine(Folder, "installing"), cancellationToken);
        var done = Path.Combine(Folder, "installed");
        if (File.Exists(done))
        {
            return null;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "@stoplight/prism-cli@5", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
        await npm.WaitForExitAsync(cancellationToken);
        await output;
        if (npm.ExitCode != 0)
        {
            return $"npm cannot install the mock server: {(await errors).Trim()}";
        }

        await File.WriteAllTextAsync(done, "", cancellationToken);
        return null;
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var mock = new Uri(Specs.Path("tools", "mock.mjs")).AbsoluteUri;
        for (var attempt = 1; ; attempt++)
        {
            _server = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script, mock, $"{FreePort()}", .. Served])
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            if (await _server.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                using var ports = JsonDocument.Parse(line);
                _ports = ports.RootElement.EnumerateObject().ToDictionary(vendor => vendor.Name, vendor => vendor.Value[0].GetInt32());
                return;
            }

            // Somebody else may have taken the port in between.
            if (attempt == 3)
            {
                throw new InvalidOperationException("The mock server ends at once.");
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The tests that share the mock servers.</summary>
[CollectionDefinition(MockVendors.Collection)]
public sealed class MockVendorTests : ICollectionFixture<MockVendors>;
