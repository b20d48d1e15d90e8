using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Jenkins;

/// <summary>Adds the Jenkins connector.</summary>
internal static class JenkinsRegistration
{
    public static IServiceCollection AddJenkins(this IServiceCollection services) => services
        .AddSingleton<JenkinsSessions>()
        .AddSingleton<JenkinsCheck>()
        .AddSingleton<ISourceConnector, JenkinsConnector>();
}
