using System.Reflection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Resources;

namespace Cto.ServiceDefaults.Telemetry;

/// <summary>Who is speaking: the attributes that every span, metric and log record of this process carries.</summary>
internal static class ProcessResource
{
    /// <remarks><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> come last, so they win.</remarks>
    public static ResourceBuilder AddProcess(this ResourceBuilder resource, IHostEnvironment environment) => resource
        .AddService(environment.ApplicationName, serviceNamespace: "cto", serviceVersion: Version, serviceInstanceId: InstanceId)
        .AddAttributes([new("deployment.environment.name", environment.EnvironmentName)])
        .AddEnvironmentVariableDetector();

    private static readonly string InstanceId = Guid.NewGuid().ToString();

    private static string? Version => Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
