using Cto.Grains.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Cto.Grains;

/// <summary>Hosts the grains of this assembly in this process.</summary>
public static class GrainHosting
{
    /// <summary>Adds <see cref="IGrainFactory"/>; state and reminders are kept through the registered Npgsql data source.</summary>
    public static IHostApplicationBuilder AddGrains(this IHostApplicationBuilder builder) => builder.AddGrains(static _ => { });

    internal static IHostApplicationBuilder AddGrains(this IHostApplicationBuilder builder, Action<EmbeddedGrainOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new EmbeddedGrainOptions();
        configure(options);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton<GrainInstruments>();
        services.AddSingleton<GrainRuntime>();
        services.AddSingleton<ReminderRegistry>();
        services.AddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<GrainRuntime>().Factory);
        if (options.InMemory)
        {
            services.TryAddSingleton<IGrainStateStore, MemoryGrainStateStore>();
            services.TryAddSingleton<IReminderStore, MemoryReminderStore>();
        }
        else
        {
            services.TryAddSingleton<IGrainStateStore, PostgresGrainStateStore>();
            services.TryAddSingleton<IReminderStore, PostgresReminderStore>();
        }

        services.AddHostedService<GrainHostService>();
        services.AddHostedService<ReminderService>();
        return builder;
    }
}
