using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cto.Testing;

namespace Cto.Connectors.Tests.Http;

/// <summary>Serves the vendors' descriptions as mock servers, which check each request: one process a description, started by the first test that needs it.</summary>
/// <remarks>It needs Node and, once, npm: the mock server is installed into the machine's temporary folder and stays there for the next run.</remarks>
public sealed class MockVendors : IAsyncLifetime
{
    public const string Collection = "mock vendors";

    // It ends when its standard input does, which is when we do, however we end.
    private const string Script = "process.stdin.on('end', () => process.exit()).resume(); await import(process.argv[1]);";

    private readonly ConcurrentDictionary<string, Lazy<Task<(Process Server, int Port)>>> _servers = new(StringComparer.Ordinal);

    /// <summary>Why there is no mock server; <see langword="null"/> when there is one.</summary>
    public string? Unavailable { get; private set; }

    /// <summary>The address of the mock server of a description, for example <c>datadog-v1</c>.</summary>
    public async Task<Uri> AddressAsync(string description) =>
        new($"http://127.0.0.1:{(await _servers.GetOrAdd(description, static name => new(() => StartAsync(name, TestContext.Current.CancellationToken))).Value).Port}/");

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        try
        {
            Unavailable = Specs.Exist ? await InstallAsync(patience.Token) : Specs.Missing;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            Unavailable = $"Node or npm is missing or did not answer: {e.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _servers.Values.Where(started => started.Value.IsCompletedSuccessfully))
        {
            var (server, _) = await started.Value;
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
            server.Dispose();
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

    private static async Task<(Process Server, int Port)> StartAsync(string description, CancellationToken cancellationToken)
    {
        var mock = new Uri(Specs.Path("tools", "mock.mjs")).AbsoluteUri;
        for (var attempt = 1; ; attempt++)
        {
            var server = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script, mock, $"{FreePort()}", description])
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            if (await server.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                using var ports = JsonDocument.Parse(line);
                return (server, ports.RootElement.GetProperty(description)[0].GetInt32());
            }

            // Somebody else may have taken the port in between.
            server.Dispose();
            if (attempt == 3)
            {
                throw new InvalidOperationException($"The mock server of {description} ends at once.");
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
