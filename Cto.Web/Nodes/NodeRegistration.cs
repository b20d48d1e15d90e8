namespace Cto.Web.Nodes;

/// <summary>Adds what the nodes of an installation share through Redis.</summary>
internal static class NodeRegistration
{
    /// <summary>Reads <c>ConnectionStrings:redis</c>. The connection is keyed, because Orleans looks for it under that key.</summary>
    /// <exception cref="InvalidOperationException">There is no such connection string.</exception>
    public static WebApplicationBuilder AddNodes(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(SharedRedis.Name)))
        {
            throw new InvalidOperationException(
                "There is no connection string 'redis': set ConnectionStrings__redis to the Redis that the nodes of this installation share.");
        }

        builder.AddKeyedRedisClient(
            SharedRedis.Name,
            settings =>
            {
                // Ours says what its absence means; and a span a counted request would be most of a trace.
                settings.DisableHealthChecks = true;
                settings.DisableTracing = true;
            },
            options => options.AbortOnConnectFail = false);
        builder.Services.AddSingleton<SharedRedis>().AddSingleton<NodeNews>();
        builder.Services.AddHostedService<RedisWait>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<NodeNews>());
        builder.Services.AddSingleton<CopySweep>().AddHostedService(provider => provider.GetRequiredService<CopySweep>());
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("redis", tags: ["ready"]);
        return builder;
    }
}
