using Cto.Connectors.Aws.Signing;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Aws;

/// <summary>Adds the AWS connector.</summary>
internal static class AwsRegistration
{
    public static IServiceCollection AddAws(this IServiceCollection services) => services
        .AddSingleton<AwsClocks>()
        .AddSingleton<AwsRoles>()
        .AddSingleton<AwsSessions>()
        .AddSingleton<AwsCheck>()
        .AddSingleton<ISourceConnector, AwsConnector>();
}
