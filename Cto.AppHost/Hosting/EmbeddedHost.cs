using Cto.AppHost.Postgres;
using Cto.AppHost.Resources;

namespace Cto.AppHost.Hosting;

/// <summary>Starts the declared resources in their order, watches over them, and stops them in the reverse order.</summary>
internal sealed class EmbeddedHost(string data, TimeProvider clock)
{
    private readonly List<Resource> _resources = [];
    private readonly Ports _ports = new();

    /// <summary>The data directory, as a full path.</summary>
    public string Data => data;

    public TimeProvider Clock => clock;

    public Terminal Terminal { get; } = new(Console.Out, colour: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);

    /// <summary>Starts the processes of this host and remembers them, so that the next start can end what outlived us.</summary>
    public Children Children { get; } = new(Path.Combine(data, "run"));

    /// <summary>Reserves a port: the wished one, else the next that is free.</summary>
    public int TakePort(int wished) => _ports.Take(wished);

    public T Add<T>(T resource)
        where T : Resource
    {
        _resources.Add(resource);
        return resource;
    }

    /// <param name="declare">Adds the resources; called once the data directory is ours.</param>
    /// <param name="cancellationToken">Stops everything, as Ctrl-C does.</param>
    /// <returns>The exit status of the process.</returns>
    public async Task<int> RunAsync(Action declare, CancellationToken cancellationToken)
    {
        using var stop = new StopRequest(clock, cancellationToken);
        try
        {
            using var directory = DataDirectory.Open(data);
            await Children.EndLeftoversAsync(line => Terminal.Say("apphost", line));
            declare();
            return await RunAsync(directory, stop.Token);
        }
        catch (Exception e) when (e is DataDirectoryException or PostgresUnavailableException or ResourceFailedException)
        {
            Terminal.Complain(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task<int> RunAsync(DataDirectory directory, CancellationToken stopping)
    {
        var running = new Stack<Supervisor>();
        try
        {
            foreach (var resource in _resources)
            {
                var supervisor = new Supervisor(resource, Terminal, clock);
                running.Push(supervisor);
                await supervisor.StartAsync(stopping);
            }

            Announce(directory);
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return 0;
        }
        finally
        {
            if (stopping.IsCancellationRequested)
            {
                Terminal.Say("apphost", "stopping");
            }

            while (running.TryPop(out var supervisor))
            {
                await supervisor.DisposeAsync();
            }
        }
    }

    private void Announce(DataDirectory directory)
    {
        var width = _resources.Max(resource => resource.Name.Length);
        Terminal.Plain("");
        foreach (var resource in _resources)
        {
            Terminal.Plain($"  {resource.Name.PadRight(width)}  {resource.Address}");
        }

        Terminal.Plain($"  {"data".PadRight(width)}  {data}");
        Terminal.Plain("");
        if (_resources.OfType<ProjectResource>().LastOrDefault() is { } front)
        {
            directory.Tell(front.Address);
            Terminal.Plain($"ready: {front.Address}");
        }

        foreach (var resource in _resources)
        {
            resource.Announced();
        }
    }
}
