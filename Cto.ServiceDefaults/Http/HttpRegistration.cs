using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Cto.ServiceDefaults.Http;

/// <summary>What every <see cref="HttpClient"/> of the factory has: retries, a circuit breaker, limits of time, and names of services for addresses.</summary>
/// <remarks>Within the handlers' own defaults: an attempt takes 10 s at most, all of them 30 s, with three retries that wait longer each time.</remarks>
internal static class HttpRegistration
{
    public static IServiceCollection AddHttpDefaults(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        return services.ConfigureHttpClientDefaults(http =>
        {
            // What may have been done is not done twice.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }
}
