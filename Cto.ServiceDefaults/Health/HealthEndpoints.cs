using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cto.ServiceDefaults.Health;

/// <summary>The two questions that supervisors ask.</summary>
internal static class HealthEndpoints
{
    /// <summary>What both addresses begin with.</summary>
    public const string Path = "/health";

    /// <summary>Tag of the checks that must pass before the process is sent work.</summary>
    public const string ReadyTag = "ready";

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapCheck($"{Path}/live", _ => false);
        routes.MapCheck($"{Path}/ready", check => check.Tags.Contains(ReadyTag));
        return routes;
    }

    private static void MapCheck(this IEndpointRouteBuilder routes, string path, Func<HealthCheckRegistration, bool> belongs) =>
        routes.MapHealthChecks(path, new() { Predicate = belongs, ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .DisableHttpMetrics();

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(HealthAnswer.From(report), HealthJson.Default.HealthAnswer, cancellationToken: context.RequestAborted);
}
