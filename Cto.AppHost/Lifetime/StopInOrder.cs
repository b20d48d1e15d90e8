using Cto.AppHost.Local;
using Microsoft.Extensions.Hosting;

namespace Cto.AppHost.Lifetime;

/// <summary>Stops what was declared last first: Aspire alone ends all at once, and a web that has lost its Redis or PostgreSQL cannot take its leave.</summary>
internal sealed class StopInOrder(
    DistributedApplicationModel model, ResourceCommandService commands, ResourceNotificationService notifications, IHostApplicationLifetime lifetime, Terminal terminal) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // These callbacks come before any hosted service is stopped, Aspire's own among them.
        lifetime.ApplicationStopping.Register(() => StopAllAsync().GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopAllAsync()
    {
        terminal.Say("apphost", "stopping");
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            foreach (var resource in model.Resources.Reverse())
            {
                await StopAsync(resource, patience.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            terminal.Say("apphost", $"not everything stopped in {Patience.TotalSeconds} s, the rest is ended: {e.Message}");
        }
    }

    private async Task StopAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is LocalServerResource { Life: { } life })
        {
            await life.StopAsync(cancellationToken);
        }
        else if (resource is ProjectResource && (!notifications.TryGetCurrentState(resource.Name, out var now) || now.Snapshot.State?.Text == KnownResourceStates.Running))
        {
            // Of several replicas each has a state under its own name; the command stops them all.
            await commands.ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand, cancellationToken);
        }
    }
}
