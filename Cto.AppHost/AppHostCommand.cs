using System.CommandLine;
using Cto.AppHost.Hosting;

namespace Cto.AppHost;

/// <summary>The command line of the embedded edition.</summary>
internal static class AppHostCommand
{
    private const int DefaultPort = 5080;

    /// <summary>Reads the options, declares the resources and runs them until the process is asked to stop.</summary>
    /// <returns>The exit status: 0 after an orderly stop, 1 when the options or the start went wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments, Action<EmbeddedHost, AppHostOptions> declare)
    {
        var port = new Option<int>("--port") { Description = "Port of the web on localhost; the next free one is taken when it is in use", DefaultValueFactory = _ => DefaultPort };
        var data = new Option<string>("--data") { Description = "Data directory", DefaultValueFactory = _ => DefaultData() };
        var connection = new Option<string?>("--connection") { Description = "Connection string of a PostgreSQL of your own (better kept in the variable ConnectionStrings__cto)" };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start without the demo company" };
        var demoSeed = new Option<int?>("--demo-seed") { Description = "Grow another demo company" };
        var noDashboard = new Option<bool>("--no-dashboard") { Description = "Start without the Aspire dashboard" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var number) && number is < 0 or > 65535)
            {
                result.AddError($"--port {number}: a port is a number from 1 to 65535 (0 takes any free one).");
            }
        });

        var root = new RootCommand("Starts the CTO Assistant on this machine: PostgreSQL, the web and the Aspire dashboard.") { port, data, connection, noDemo, demoSeed, noDashboard };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new AppHostOptions(
                parsed.GetValue(port),
                Path.GetFullPath(parsed.GetValue(data)!),
                parsed.GetValue(connection) ?? Environment.GetEnvironmentVariable("ConnectionStrings__cto"),
                Demo: !parsed.GetValue(noDemo),
                parsed.GetValue(demoSeed),
                Dashboard: !parsed.GetValue(noDashboard));
            var host = new EmbeddedHost(options.Data, TimeProvider.System);
            return await host.RunAsync(() => declare(host, options), cancellationToken);
        });

        // Signals are the host's: it stops its children in order, which takes as long as it takes.
        return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static string DefaultData() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "cto");
}
