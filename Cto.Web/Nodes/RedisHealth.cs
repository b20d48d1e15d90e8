using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cto.Web.Nodes;

/// <summary>Tells whether Redis is there. The product works without it for a while, so its absence makes a node degraded and not unready.</summary>
internal sealed class RedisHealth(SharedRedis redis) : IHealthCheck
{
    public const string Away = "Redis is away: each node counts limits by itself, and a change made on one node reaches the others after a second.";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await redis.AskAsync(async database => await database.PingAsync() >= TimeSpan.Zero, () => false)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(Away);
}
