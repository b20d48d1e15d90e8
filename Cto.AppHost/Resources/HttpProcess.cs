using Cto.AppHost.Hosting;
using Cto.AppHost.Processes;

namespace Cto.AppHost.Resources;

/// <summary>A child process that is ready when its address answers.</summary>
internal sealed class HttpProcess(EmbeddedHost host, string name)
{
    // How the runtime begins the last words of a .NET process; a stack follows.
    private const string Unhandled = "Unhandled exception. ";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(15);

    private ChildProcess? _child;

    /// <exception cref="ResourceFailedException">The process ended first.</exception>
    public async Task StartAsync(ChildCommand command, Uri health, Action<string> onLine, CancellationToken cancellationToken)
    {
        var said = new LastLines(3);
        string? reason = null;
        var child = await host.Children.StartAsync(name, command, line =>
        {
            said.Add(line);
            reason ??= line.StartsWith(Unhandled, StringComparison.Ordinal) ? line[Unhandled.Length..] : null;
            onLine(line);
        });
        _child = child;
        while (!await HttpProbe.AnswersAsync(health, cancellationToken))
        {
            if (child.Exited.IsCompleted)
            {
                throw new ResourceFailedException($"{name} ended with status {await child.Exited} before it was ready: {reason ?? said.ToString()}");
            }

            await Task.Delay(PollInterval, host.Clock, cancellationToken);
        }
    }

    public async Task<string> EndedAsync() => $"ended with status {await _child!.Exited}";

    public async Task StopAsync()
    {
        if (_child is { } child)
        {
            await child.StopAsync(StopGrace);
            await child.DisposeAsync();
            host.Children.Forget(name);
            _child = null;
        }
    }
}
