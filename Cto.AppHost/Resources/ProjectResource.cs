using System.Globalization;
using System.Runtime.InteropServices;
using Cto.AppHost.Hosting;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Resources;

/// <summary>A project of this solution, run from its build output on a port of its own.</summary>
internal sealed class ProjectResource(EmbeddedHost host, string name, string assembly, int port) : Resource(name)
{
    private readonly HttpProcess _process = new(host, name);
    private readonly Dictionary<string, Func<string?>> _environment = [];
    private readonly HeldLines _held = new(host.Terminal, name);
    private readonly List<string> _arguments = [];
    private string _health = "/health/ready";
    private bool _awaited = true;

    public override string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    public override bool IsAwaited => _awaited;

    /// <summary>What is declared after it does not wait for it.</summary>
    public ProjectResource InBackground()
    {
        _awaited = false;
        return this;
    }

    public ProjectResource WithArguments(params ReadOnlySpan<string> arguments)
    {
        _arguments.AddRange(arguments);
        return this;
    }

    /// <summary>The path that answers with success when the process is ready.</summary>
    public ProjectResource WithHealth(string path)
    {
        _health = path;
        return this;
    }

    /// <param name="variable">Set for the process, unless the value is <see langword="null"/>.</param>
    /// <param name="value">Asked at each start, when everything declared before is ready.</param>
    public ProjectResource WithEnvironment(string variable, Func<string?> value)
    {
        _environment[variable] = value;
        return this;
    }

    public ProjectResource WithEnvironment(string variable, string? value) => WithEnvironment(variable, () => value);

    /// <summary>The same, where the one who starts us has not set the variable himself.</summary>
    public ProjectResource WithDefault(string variable, string value) =>
        Environment.GetEnvironmentVariable(variable) is null ? WithEnvironment(variable, value) : this;

    /// <summary>Lines of the process that begin like this are for people: they are shown again, plainly, after everything is ready.</summary>
    public ProjectResource ShowingLines(params string[] beginnings)
    {
        _held.Beginnings = beginnings;
        return this;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = Address };
        foreach (var (variable, value) in _environment)
        {
            if (value() is { } text)
            {
                environment[variable] = text;
            }
        }

        var command = new ChildCommand(DotnetHost, [assembly, .. _arguments]) { WorkingDirectory = Path.GetDirectoryName(assembly), Environment = environment };
        return _process.StartAsync(command, new(Address + _health), _held.Take, cancellationToken);
    }

    public override Task<string> EndedAsync() => _process.EndedAsync();

    public override Task StopAsync() => _process.StopAsync();

    public override void Announced() => _held.Release();

    /// <summary>The very <c>dotnet</c> that runs us: three directories above its shared framework.</summary>
    private static string DotnetHost =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
