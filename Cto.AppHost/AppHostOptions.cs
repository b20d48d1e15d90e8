using System.CommandLine;

namespace Cto.AppHost;

/// <summary>What the command line says.</summary>
/// <param name="Port">Where the web is asked to listen; the next free port is taken when this one is in use.</param>
/// <param name="Data">The data directory, as a full path.</param>
/// <param name="Connection">A PostgreSQL of the operator's own; <see langword="null"/> means one is found.</param>
/// <param name="Demo">Whether the demo company is shown.</param>
/// <param name="DemoSeed">What the demo company is grown from; <see langword="null"/> means its default.</param>
/// <param name="Dashboard">Whether the Aspire dashboard is started.</param>
/// <param name="Replicas">How many processes serve the web and host the grains.</param>
/// <param name="Rest">What Aspire is to read: its own options and settings such as <c>--Logging:LogLevel:Default=Debug</c>.</param>
internal sealed record AppHostOptions(int Port, string Data, string? Connection, bool Demo, int? DemoSeed, bool Dashboard, int Replicas, string[] Rest)
{
    private const int DefaultPort = 5080;

    /// <summary>Whether Aspire is to write down how this is deployed elsewhere, instead of running it here.</summary>
    public bool IsPublishing => Rest.Contains("publish") || Rest.Contains("--publisher");

    // What 'aspire publish' and its like pass on; each is followed by its value.
    private static readonly string[] Aspires = ["--operation", "--step", "--output-path", "--publisher", "--log-level", "--environment"];

    /// <returns>The options, or <see langword="null"/> with the exit status when help was wanted or something is wrong; both have been printed.</returns>
    public static (AppHostOptions? Options, int Status) Read(string[] arguments)
    {
        var port = new Option<int>("--port") { Description = "Port of the web on localhost; the next free one is taken when it is in use", DefaultValueFactory = _ => DefaultPort };
        var data = new Option<string>("--data") { Description = "Data directory", DefaultValueFactory = _ => DefaultData() };
        var connection = new Option<string?>("--connection") { Description = "Connection string of a PostgreSQL of your own (better kept in the variable ConnectionStrings__cto)" };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start without the demo company" };
        var demoSeed = new Option<int?>("--demo-seed") { Description = "Grow another demo company" };
        var noDashboard = new Option<bool>("--no-dashboard") { Description = "Start without the Aspire dashboard" };
        var replicas = new Option<int>("--replicas") { Description = "How many processes serve the web; any of them answers any page", DefaultValueFactory = _ => 1 };
        Check(port, number => number is >= 0 and <= 65535, "a port is a number from 1 to 65535 (0 takes any free one)");
        Check(replicas, number => number is >= 1 and <= 16, "from 1 to 16 processes serve the web of one machine");

        AppHostOptions? read = null;
        var root = new RootCommand("Starts the CTO Assistant on this machine: PostgreSQL, Redis, the web and the Aspire dashboard.")
        {
            port, data, connection, noDemo, demoSeed, noDashboard, replicas,
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(result => read = new(
            result.GetValue(port),
            Path.GetFullPath(result.GetValue(data)!),
            result.GetValue(connection) ?? Environment.GetEnvironmentVariable("ConnectionStrings__cto"),
            Demo: !result.GetValue(noDemo),
            result.GetValue(demoSeed),
            Dashboard: !result.GetValue(noDashboard),
            result.GetValue(replicas),
            [.. result.UnmatchedTokens]));
        var parsed = root.Parse(arguments);
        if (FirstUnknown(parsed.UnmatchedTokens) is { } unknown)
        {
            Console.Error.WriteLine($"Unrecognized command or argument '{unknown}'. --help lists the options.");
            return (null, 1);
        }

        var status = parsed.Invoke();
        return (read, status);
    }

    private static void Check(Option<int> option, Func<int, bool> isGood, string rule) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var number) && !isGood(number))
        {
            result.AddError($"{option.Name} {number}: {rule}.");
        }
    });

    private static string? FirstUnknown(IEnumerable<string> tokens)
    {
        var isValue = false;
        foreach (var token in tokens)
        {
            var isAspires = Array.Exists(Aspires, known => token == known || token.StartsWith(known + "=", StringComparison.Ordinal));
            if (!isValue && !isAspires && !IsSetting(token))
            {
                return token;
            }

            isValue = !isValue && (isAspires || IsSetting(token)) && !token.Contains('=', StringComparison.Ordinal);
        }

        return null;
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Split('=')[0].Contains(':', StringComparison.Ordinal);

    private static string DefaultData() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "cto");
}
