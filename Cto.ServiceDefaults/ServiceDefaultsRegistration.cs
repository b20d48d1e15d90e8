using Cto.ServiceDefaults.Health;
using Cto.ServiceDefaults.Http;
using Cto.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cto.ServiceDefaults;

/// <summary>What every process of the product has: telemetry, logs that carry trace ids, resilient HTTP clients, health endpoints.</summary>
public static class ServiceDefaultsRegistration
{
    /// <summary>Call it first: what is registered before it starts untraced.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddLogs();
        builder.AddTelemetry();
        builder.Services.AddHttpDefaults();
        builder.Services.AddHealthChecks();
        return builder;
    }

    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (every check tagged <c>ready</c> passes), without sign-in.</summary>
    public static IEndpointRouteBuilder MapDefaultEndpoints(this IEndpointRouteBuilder routes) => routes.MapHealth();
}
