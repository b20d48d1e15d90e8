using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;
using StackExchange.Redis;

namespace Cto.Grains;

/// <summary>Hosts the grains of this assembly as one silo of an Orleans cluster that meets, and keeps its grains' state, in Redis.</summary>
public static class GrainHosting
{
    private const string Store = "cto";

    /// <summary>Adds <see cref="IGrainFactory"/>; the cluster is found through <c>ConnectionStrings:redis</c>.</summary>
    public static IHostApplicationBuilder AddGrains(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var connection = builder.Configuration.GetConnectionString("redis")
            ?? throw new InvalidOperationException("There is no connection string 'redis': set ConnectionStrings__redis to the Redis that the silos share.");
        var redis = ConfigurationOptions.Parse(connection);
        var settings = builder.Configuration.GetSection(SiloSettings.Section).Get<SiloSettings>() ?? new SiloSettings();
        return builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = settings.ClusterId;
                options.ServiceId = settings.ServiceId;
            });
            Listen(silo, settings);
            silo.UseRedisClustering(options => options.ConfigurationOptions = redis);
            silo.UseRedisGrainDirectoryAsDefault((RedisGrainDirectoryOptions options) => options.ConfigurationOptions = redis);
            silo.AddRedisGrainStorage(Store, (RedisStorageOptions options) =>
            {
                options.ConfigurationOptions = redis;
                options.GrainStorageSerializer = new JsonStateSerializer();
                options.DeleteStateOnClear = true;
            });
            silo.UseRedisReminderService(options => options.ConfigurationOptions = redis);

            // Facts, answers and settings come from projects that know nothing of Orleans; they travel as the JSON they are kept as.
            silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(IsOurs, GrainStateJson.Options));
        });
    }

    private static void Listen(ISiloBuilder silo, SiloSettings settings)
    {
        if (settings.AdvertisedAddress is { } address)
        {
            silo.ConfigureEndpoints(IPAddress.Parse(address), settings.SiloPort, settings.GatewayPort);
        }
        else
        {
            silo.ConfigureEndpoints(settings.SiloPort, settings.GatewayPort);
        }
    }

    private static bool IsOurs(Type type) => type.Namespace is { } name
        && name.StartsWith("Cto.", StringComparison.Ordinal)
        && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    /// <summary>How one silo is reached.</summary>
    private sealed class SiloSettings
    {
        public const string Section = "Silo";

        public string ClusterId { get; init; } = "cto";

        public string ServiceId { get; init; } = "cto";

        public int SiloPort { get; init; } = 11111;

        public int GatewayPort { get; init; } = 30000;

        /// <summary>The address other silos reach this one at; <see langword="null"/> is the machine's first.</summary>
        public string? AdvertisedAddress { get; init; }
    }

    /// <summary>State as the embedded edition keeps it, so that it can be carried over.</summary>
    private sealed class JsonStateSerializer : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(input, GrainStateJson.Options));

        public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, GrainStateJson.Options);
    }
}
