using System.Net;
using Cto.Domain.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Http;

/// <summary>Opens the way to a vendor for the length of a call.</summary>
internal sealed class SourceHttpFactory(IHttpClientFactory clients, SourceResilience resilience, RateLimits limits, IOptions<SourceHttpOptions> options, TimeProvider clock)
{
    public const string Client = "cto-source";

    /// <param name="baseAddress">Ends with a slash; from <see cref="AddressGuard.Parse"/> when a user typed it.</param>
    /// <param name="dialect">How the vendor speaks.</param>
    public SourceHttp Open(Uri baseAddress, HttpDialect dialect)
    {
        var client = clients.CreateClient(Client);
        client.BaseAddress = baseAddress;
        return new(client, dialect, resilience, limits, options.Value, clock);
    }
}

/// <summary>What every vendor that speaks HTTP shares.</summary>
internal static class SourceHttpRegistration
{
    public static IServiceCollection AddSourceHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SourceHttpOptions>().Bind(configuration.GetSection(SourceHttpOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        // Who has several nodes brings one that they share.
        services.TryAddSingleton<ISharedBudgets, LoneBudgets>();
        services.AddSingleton<AddressGuard>().AddSingleton<RateLimits>().AddSingleton<SourceResilience>().AddSingleton<SourceHttpFactory>();
        services.AddHttpClient(SourceHttpFactory.Client)
            .ConfigureHttpClient(client =>
            {
                // SourceHttp sets the limits, the body's included; the client's own would end a body that is still arriving.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestVersion = HttpVersion.Version20;
                client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("cto-assistant");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                // A proxy would hide the vendor's address from the guard; redirects are followed by SourceHttp, on the same host only.
                UseProxy = false,
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxResponseHeadersLength = 64,
                ConnectCallback = provider.GetRequiredService<AddressGuard>().ConnectAsync,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Its lines would carry addresses with query strings; the spans of SourceHttp say the same without.
            .RemoveAllLoggers();
        return services;
    }
}
