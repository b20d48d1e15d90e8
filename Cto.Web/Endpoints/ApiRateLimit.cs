using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Nodes;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace Cto.Web.Endpoints;

/// <summary>How many requests a token, a person or (without either) an address may make, at all nodes together.</summary>
internal sealed class ApiRateLimit
{
    public const string Section = "Api:RateLimit";
    public const string Policy = "api";
    public const string WebhookPolicy = "webhooks";

    /// <summary>Requests a second, on and on.</summary>
    public int PerSecond { get; init; } = 200;

    /// <summary>Requests at once after a pause.</summary>
    public int Burst { get; init; } = 1_000;

    /// <summary>Webhook deliveries at once and at each node: each may hold its body in memory.</summary>
    public int WebhooksAtOnce { get; init; } = 16;
}

/// <summary>Adds the limit of <see cref="ApiRateLimit"/>.</summary>
internal static class ApiRateLimitRegistration
{
    public static IServiceCollection AddApiRateLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var limit = configuration.GetSection(ApiRateLimit.Section).Get<ApiRateLimit>() ?? new();
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RejectAsync;
            options.AddPolicy(ApiRateLimit.Policy, context =>
            {
                var services = context.RequestServices;
                return RateLimitPartition.Get(
                    Key(context), caller => new SharedTokenBucket(services.GetRequiredService<SharedRedis>(), caller, limit, services.GetRequiredService<TimeProvider>()));
            });
            options.AddConcurrencyLimiter(ApiRateLimit.WebhookPolicy, webhooks =>
            {
                webhooks.PermitLimit = limit.WebhooksAtOnce;
                webhooks.QueueLimit = limit.WebhooksAtOnce * 8;
            });
        });
    }

    private static string Key(HttpContext context) =>
        context.User.FindFirstValue(CallerClaims.Id) ?? context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)) : 1;
        context.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problem.Of(ProblemKind.TooManyRequests, $"Come back in {wait} s.").ExecuteAsync(context.HttpContext);
    }
}
