using System.Globalization;
using Cto.AppHost.Postgres;

namespace Cto.AppHost.Local;

/// <summary>What Aspire must be told on a machine that nobody prepared: plain http on loopback, ports that are free, secrets that last.</summary>
internal static class LocalHosting
{
    private const int DashboardPort = 18888;
    private const int ResourceServicePort = 18889;
    private const int OtlpPort = 4317;
    private const int OtlpHttpPort = 4318;
    private const string Otlp = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    public static IDistributedApplicationBuilder CreateBuilder(AppHostOptions options)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = options.Rest, AllowUnsecuredTransport = true, DisableDashboard = !options.Dashboard });
        var settings = builder.Configuration;

        // What Aspire says is of interest when it warns; the resources' own lines are shown by us.
        settings["Logging:LogLevel:Default"] ??= "Warning";
        // About certificates, keys and sign-in that a loopback dashboard goes without, and about checks of what is still starting, it warns in vain.
        foreach (var category in (string[])["Aspire.Hosting.Dcp", "Aspire.Hosting.Dashboard", "Microsoft.AspNetCore.DataProtection", "Microsoft.Extensions.Diagnostics.HealthChecks"])
        {
            settings[$"Logging:LogLevel:{category}"] ??= "None";
        }

        if (options.Dashboard)
        {
            var ports = new Ports();
            settings["ASPNETCORE_URLS"] = Address(ports.Take(DashboardPort));
            settings["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Address(ports.Take(ResourceServicePort));
            settings[Otlp] = Address(ports.Take(OtlpPort));
            settings["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Address(ports.Take(OtlpHttpPort));

            // Whoever can reach loopback can already read the data directory.
            settings["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] ??= "true";
        }

        return builder;
    }

    /// <summary>Where people and processes find the dashboard.</summary>
    public static string DashboardPlace(this IDistributedApplicationBuilder builder) => $"{builder.Configuration["ASPNETCORE_URLS"]}, OTLP {builder.Configuration[Otlp]}";

    /// <summary>Adds a secret that is made at the first start and kept beside the data that it opens; where this is published, whoever deploys gives it.</summary>
    /// <remarks>Not Aspire's user secrets: those are read in Development alone, and elsewhere each start would make a new password for an old server.</remarks>
    public static IResourceBuilder<ParameterResource> AddKept(this IDistributedApplicationBuilder builder, string name, AppHostOptions options) =>
        options.IsPublishing ? builder.AddParameter(name, secret: true) : builder.AddParameter(name, ClusterSecret.Keep(Path.Combine(options.Data, "secrets"), name), secret: true);

    /// <summary>Has the process send its telemetry often enough to be watched: to the operator's receiver, else to the dashboard, else nowhere.</summary>
    public static IResourceBuilder<ProjectResource> WithTelemetry(this IResourceBuilder<ProjectResource> project, AppHostOptions options) => project.WithEnvironment(context =>
    {
        const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
        const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
        var own = Environment.GetEnvironmentVariable(Endpoint);
        if (context.ExecutionContext.IsPublishMode)
        {
            return;
        }

        if (own is null && options.Dashboard)
        {
            Default(context, "OTEL_BSP_SCHEDULE_DELAY", "1000");
            Default(context, "OTEL_BLRP_SCHEDULE_DELAY", "1000");
            Default(context, "OTEL_METRIC_EXPORT_INTERVAL", "5000");
            return;
        }

        // An empty endpoint is none: a removed one would be inherited.
        context.EnvironmentVariables[Endpoint] = own ?? "";
        context.EnvironmentVariables[Protocol] = Environment.GetEnvironmentVariable(Protocol) ?? "grpc";
    });

    /// <summary>What the web has only here: its data directory, loopback alone, and lines that people read.</summary>
    public static IResourceBuilder<ProjectResource> OnThisMachine(this IResourceBuilder<ProjectResource> web, AppHostOptions options) => web
        .WithEnvironment("CTO_DATA", options.Data)
        .WithEnvironment("Orleans__Endpoints__AdvertisedIPAddress", "127.0.0.1")

        // Whoever starts it here may read what is here.
        .WithEnvironment("Connectors__Git__AnyLocalRepository", "true")
        .WithDefault("ASPNETCORE_ENVIRONMENT", "Production")
        .WithDefault("Logging__Console__FormatterName", "simple")
        .DisableForwardedHeaders();

    /// <summary>Sets a variable where the one who starts us has not set it himself.</summary>
    public static IResourceBuilder<ProjectResource> WithDefault(this IResourceBuilder<ProjectResource> project, string variable, string value) =>
        project.WithEnvironment(variable, Environment.GetEnvironmentVariable(variable) ?? value);

    private static void Default(EnvironmentCallbackContext context, string variable, string value) => context.EnvironmentVariables[variable] = Environment.GetEnvironmentVariable(variable) ?? value;

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
}
