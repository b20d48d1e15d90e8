using System.Globalization;
using Cto.AppHost.Hosting;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Resources;

/// <summary>The Aspire dashboard: from the machine's own <c>aspire</c>, else from npm. Nothing ever waits for it.</summary>
internal sealed class DashboardResource(EmbeddedHost host, string name, int port, int otlpPort, int otlpHttpPort) : Resource(name)
{
    private static readonly NpmPackage Package = new($"@microsoft/aspire-cli-{NpmPackage.Platform(windows: "win").Replace("darwin", "osx", StringComparison.Ordinal)}", "13.5.4");

    private readonly HttpProcess _process = new(host, name);
    private bool _ready;
    private bool _announced;

    public override string Address => IsPossible
        ? $"{Frontend}{(_ready ? "" : " (starting)")}, OTLP {Otlp}"
        : "not available: neither 'aspire' nor 'npm' is installed";

    public override bool IsAwaited => false;

    /// <summary>Where processes send their telemetry; <see langword="null"/> when there will be no dashboard.</summary>
    public string? OtlpEndpoint => IsPossible ? Otlp : null;

    private string Frontend => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    private string Otlp => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{otlpPort}");

    private string Tools => Path.Combine(host.Data, "tools");

    private bool IsPossible => Executables.Find("aspire") is not null || Package.In(Tools) is not null || NpmPackage.CanFetch;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?> { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true" };
        if (Executables.Find("aspire") is not { } aspire)
        {
            aspire = Path.Combine(await FetchAsync(cancellationToken), "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire");
            // It unpacks itself into a home directory: into ours, where it goes when the data directory goes.
            environment["HOME"] = environment["USERPROFILE"] = Directory.CreateDirectory(Path.Combine(Tools, "aspire-home")).FullName;
        }

        ChildCommand command = new(
            aspire, "dashboard", "run", "--allow-anonymous", "--nologo", "--non-interactive", "--frontend-url", Frontend, "--otlp-grpc-url", Otlp,
            "--otlp-http-url", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{otlpHttpPort}"))
        {
            Environment = environment,
        };
        await _process.StartAsync(command, new(Frontend), _ => { }, cancellationToken);
        _ready = true;
        if (_announced)
        {
            host.Terminal.Say(Name, $"ready: {Frontend}");
        }
    }

    public override Task<string> EndedAsync() => _process.EndedAsync();

    public override Task StopAsync()
    {
        _ready = false;
        return _process.StopAsync();
    }

    public override void Announced() => _announced = true;

    private async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        if (Package.In(Tools) is { } fetched)
        {
            return fetched;
        }

        if (!NpmPackage.CanFetch)
        {
            throw new ResourceFailedException("no dashboard: neither 'aspire' nor 'npm' is installed", permanent: true);
        }

        host.Terminal.Say(Name, $"fetching {Package.Name} from npm (once, in the background)");
        try
        {
            return await Package.FetchAsync(Directory.CreateDirectory(Tools).FullName, cancellationToken);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            throw new ResourceFailedException($"no dashboard: {e.Message}", permanent: true);
        }
    }
}
