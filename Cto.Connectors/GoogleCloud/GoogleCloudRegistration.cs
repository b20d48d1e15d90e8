using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.GoogleCloud;

/// <summary>Adds the Google Cloud connector.</summary>
internal static class GoogleCloudRegistration
{
    public static IServiceCollection AddGoogleCloud(this IServiceCollection services) => services.AddSingleton<GoogleCloudSessions>().AddSingleton<ISourceConnector, GoogleCloudConnector>();
}
