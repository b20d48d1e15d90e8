using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Cto.AppHost.Local;
using Cto.AppHost.Processes;
using Microsoft.Extensions.Hosting;

namespace Cto.AppHost.Lifetime;

/// <summary>Shows on the console what the resources say, and says where everything is once the front of it is ready.</summary>
/// <param name="front">Whose address people open.</param>
/// <param name="places">What else there is and where.</param>
internal sealed partial class Announcement(
    ProjectResource front, IReadOnlyList<(string Name, string Place)> places, DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers,
    Terminal terminal, DataDirectory data) : BackgroundService
{
    /// <summary>What Aspire says of its own doing among the lines of a resource.</summary>
    private static readonly string[] Chatter = ["Waiting for resource", "Finished waiting for", "Executing command", "Successfully executed", "No custom certificate", "[sys]"];

    private readonly HeldLines _held = new(terminal, "sign in: ", "token: ", "demo upstreams: ");
    private readonly ConcurrentDictionary<string, LastLines> _said = new();

    /// <summary>Whether everything has once been ready.</summary>
    public bool IsMade { get; private set; }

    /// <summary>What a resource said last.</summary>
    public string LastWords(string resource) => _said.GetValueOrDefault(resource)?.ToString() ?? "";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [AnnounceAsync(stoppingToken), .. model.Resources.Where(resource => resource is ProjectResource or LocalServerResource or ContainerResource).Select(resource => ForwardAsync(resource, stoppingToken))]);

    private string Address => front.GetEndpoint("http").Url;

    private async Task ForwardAsync(IResource resource, CancellationToken stoppingToken)
    {
        var said = _said.GetOrAdd(resource.Name, _ => new(3));
        await foreach (var lines in loggers.WatchAsync(resource).WithCancellation(stoppingToken))
        {
            foreach (var line in lines.Select(line => Stamp().Replace(line.Content, "")).Where(line => !Array.Exists(Chatter, line.StartsWith)))
            {
                said.Add(line);
                _held.Take(resource.Name, resource == front ? AtFront(line) : line);
            }
        }
    }

    private async Task AnnounceAsync(CancellationToken stoppingToken)
    {
        await notifications.WaitForResourceHealthyAsync(front.Name, WaitBehavior.WaitOnResourceUnavailable, stoppingToken);
        IsMade = true;
        (string Name, string Place)[] all = [.. places, .. Servers(), (front.Name, Address)];
        var width = all.Max(one => one.Name.Length);
        terminal.Plain("");
        foreach (var (name, place) in all)
        {
            terminal.Plain($"  {name.PadRight(width)}  {place}");
        }

        terminal.Plain("");
        data.Tell(Address);
        terminal.Plain($"ready: {Address}");
        _held.Release();
    }

    private IEnumerable<(string Name, string Place)> Servers() => model.Resources.OfType<LocalServerResource>().Select(server => (server.Name, server.Description));

    /// <summary>A replica knows its own port; people come by the one in front of them all.</summary>
    private string AtFront(string line) => line.StartsWith("sign in: ", StringComparison.Ordinal) && Uri.TryCreate(line["sign in: ".Length..], UriKind.Absolute, out var link)
        ? $"sign in: {Address}{link.PathAndQuery}"
        : line;

    /// <summary>Aspire notes the time before each line.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[\d:.]+Z ")]
    private static partial Regex Stamp();
}
