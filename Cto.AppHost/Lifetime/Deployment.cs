using Cto.AppHost.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cto.AppHost.Lifetime;

/// <summary>Runs what was declared to its end.</summary>
internal static class Deployment
{
    /// <summary>Has what crashes started again, everything stopped in order, and people told where the front is.</summary>
    public static void AddLifetime(this IDistributedApplicationBuilder builder, ProjectResource front, DataDirectory data, Terminal terminal, AppHostOptions options)
    {
        IReadOnlyList<(string, string)> places = [("data", options.Data), .. options.Dashboard ? [("dashboard", builder.DashboardPlace())] : Array.Empty<(string, string)>()];
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(terminal).AddSingleton<Outcome>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<Announcement>(services, front, places, data))
            .AddHostedService(services => services.GetRequiredService<Announcement>())
            .AddHostedService<StopInOrder>().AddHostedService<KeepRunning>();
    }

    /// <summary>Runs it until it is asked to stop, and returns when nothing of it is left.</summary>
    /// <returns>The exit status of the process: 0 after an orderly stop, 1 when it could not go on.</returns>
    public static async Task<int> RunToEndAsync(this IDistributedApplicationBuilder builder, Terminal terminal, CancellationToken stop)
    {
        var app = builder.Build();
        var outcome = app.Services.GetService<Outcome>();
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = lifetime.ApplicationStopping;
        await using var asked = stop.Register(lifetime.StopApplication);
        try
        {
            // Not with the wish to stop as its token: that would cut the orderly stop short.
            await app.RunAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while it started.
        }

        await app.DisposeAsync();
        await Orchestrator.UntilGoneAsync(Environment.ProcessId, TimeSpan.FromSeconds(6), () => { });
        if (outcome?.Failure is not { } failure)
        {
            return 0;
        }

        terminal.Complain(failure);
        return 1;
    }
}
