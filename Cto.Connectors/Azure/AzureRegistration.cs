using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Azure;

/// <summary>Adds the Azure connector.</summary>
internal static class AzureRegistration
{
    public static IServiceCollection AddAzure(this IServiceCollection services) => services.AddSingleton<AzureSessions>().AddSingleton<ISourceConnector, AzureConnector>();
}
