using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Cto.Grains;

/// <summary>Makes this process a silo that hosts the grains of this assembly.</summary>
public static class GrainHosting
{
    /// <summary>
    /// Adds the silo. Cluster and addresses come from the section <c>Orleans</c>, as Aspire hands it out; silos meet in the Redis whose connection is registered
    /// under the key <c>redis</c>. Call it last: what grains work with must be there before the first of them wakes.
    /// </summary>
    public static IHostApplicationBuilder AddGrains(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration.AddInMemoryCollection(Defaults.Where(setting => builder.Configuration[setting.Key] is null));

        // Also where Redis is away and the silo cannot say goodbye.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.UseOrleans(silo =>
        {
            silo.ConfigureGrains();
            silo.Configure<ClusterMembershipOptions>(NoticeSoon);
            silo.AddActivityPropagation();
            silo.AddDashboard();
        });
        return builder;
    }

    /// <summary>What every silo with our grains needs, whatever its cluster: in the program and in tests.</summary>
    public static ISiloBuilder ConfigureGrains(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.AddIncomingGrainCallFilter<TenantCalls>();
        silo.AddOutgoingGrainCallFilter<ReadAgain>();
        silo.Services.AddGrainMessages().AddSingleton<LivingSilos>();
        silo.Services.AddHostedService<SourceWaker>();
        return silo;
    }

    /// <summary>The messages that are records of projects which know nothing of Orleans: as JSON between nodes, as they are within one.</summary>
    public static IServiceCollection AddGrainMessages(this IServiceCollection services) => services
        .AddSerializer(static serializer => serializer.AddJsonSerializer(SharedRecords.IsOurs, StoreJson.Options))
        .AddSingleton<IGeneralizedCopier, SharedRecords>();

    /// <summary>Supervisors wait some seconds longer before they kill.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(6);

    /// <summary>What holds where nothing is said: one cluster, which meets in the Redis that the nodes share.</summary>
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Orleans:ClusterId"] = "cto",
        ["Orleans:ServiceId"] = "cto",
        ["Orleans:Clustering:ProviderType"] = "Redis",
        ["Orleans:Clustering:ServiceKey"] = "redis",
    };

    /// <summary>A node that was killed is known to be gone within about two seconds, and a frozen one within four; a machine that is busy for a second is not taken for dead.</summary>
    private static void NoticeSoon(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(30);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
        options.DefunctSiloExpiration = TimeSpan.FromMinutes(30);
    }

    /// <summary>They cannot change, so calls within a silo hand them over as they are.</summary>
    private sealed class SharedRecords : IGeneralizedCopier
    {
        public static bool IsOurs(Type type) => type == typeof(SourceStatus);

        public bool IsSupportedType(Type type) => IsOurs(type);

        public object? DeepCopy(object? input, CopyContext context) => input;
    }
}
