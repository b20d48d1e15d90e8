namespace Cto.AppHost.Local;

/// <summary>Declares servers that the AppHost runs by itself.</summary>
internal static class LocalServers
{
    /// <summary>Adds a server that starts with the AppHost and has the commands of any other resource.</summary>
    public static IResourceBuilder<T> AddLocalServer<T>(this IDistributedApplicationBuilder builder, T server)
        where T : LocalServerResource =>
        builder.AddResource(server)
            .ExcludeFromManifest()
            .WithInitialState(new() { ResourceType = "LocalServer", State = KnownResourceStates.NotStarted, Properties = [] })
            .WithCommand(KnownResourceCommands.StartCommand, "Start", Then(server.StartLifeAsync), new() { IconName = "Play", IsHighlighted = true, UpdateState = context => Shown(!IsUp(context)) })
            .WithCommand(KnownResourceCommands.StopCommand, "Stop", Then(server.StopLifeAsync), new() { IconName = "Stop", IsHighlighted = true, UpdateState = context => Shown(IsUp(context)) })
            .WithCommand(KnownResourceCommands.RestartCommand, "Restart", Then(server.RestartLifeAsync), new() { IconName = "ArrowCounterclockwise", UpdateState = context => Shown(IsUp(context)) })
            .OnInitializeResource((resource, begun, cancellationToken) =>
            {
                resource.Life = new(resource, begun.Services);
                return resource.Life.StartAsync(cancellationToken);
            });

    private static Task StartLifeAsync(this LocalServerResource server, CancellationToken cancellationToken) => server.Life?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    private static Task StopLifeAsync(this LocalServerResource server, CancellationToken cancellationToken) => server.Life?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    private static async Task RestartLifeAsync(this LocalServerResource server, CancellationToken cancellationToken)
    {
        await server.StopLifeAsync(cancellationToken);
        await server.StartLifeAsync(cancellationToken);
    }

    private static Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Then(Func<CancellationToken, Task> act) => async context =>
    {
        await act(context.CancellationToken);
        return CommandResults.Success();
    };

    private static bool IsUp(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text is { } state && (state == KnownResourceStates.Running || state == KnownResourceStates.Starting);

    private static ResourceCommandState Shown(bool isShown) => isShown ? ResourceCommandState.Enabled : ResourceCommandState.Hidden;
}
