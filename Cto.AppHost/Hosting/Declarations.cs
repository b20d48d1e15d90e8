using System.Reflection;
using Cto.AppHost.Resources;

namespace Cto.AppHost.Hosting;

/// <summary>The words that <c>Program.cs</c> is written in.</summary>
internal static class Declarations
{
    private const int DashboardPort = 18888;
    private const int OtlpPort = 4317;
    private const int OtlpHttpPort = 4318;

    /// <param name="host">What it runs on.</param>
    /// <param name="name">Shown to people.</param>
    /// <param name="database">Made when it is not there.</param>
    /// <param name="connection">A server of the operator's own; <see langword="null"/> means one is found.</param>
    public static PostgresResource AddPostgres(this EmbeddedHost host, string name, string database, string? connection) =>
        host.Add(new PostgresResource(host, name, database, connection));

    /// <returns><see langword="null"/> when it is not wanted.</returns>
    public static DashboardResource? AddDashboard(this EmbeddedHost host, string name, bool wanted) =>
        wanted ? host.Add(new DashboardResource(host, name, host.TakePort(DashboardPort), host.TakePort(OtlpPort), host.TakePort(OtlpHttpPort))) : null;

    /// <param name="host">What it runs on.</param>
    /// <param name="name">Shown to people and in telemetry.</param>
    /// <param name="project">A project that the AppHost references: the build says where its assembly lies.</param>
    /// <param name="port">Wished; the next free one is taken when it is in use.</param>
    public static ProjectResource AddProject(this EmbeddedHost host, string name, string project, int port) =>
        host.Add(new ProjectResource(host, name, AssemblyOf(project), host.TakePort(port)));

    /// <summary>Gives the process the connection string under that name.</summary>
    public static ProjectResource WithDatabase(this ProjectResource project, string name, PostgresResource postgres) =>
        project.WithEnvironment($"ConnectionStrings__{name}", () => postgres.ConnectionString);

    /// <summary>Has the process send its telemetry to the dashboard, often enough to be watched, unless the operator named another receiver.</summary>
    public static ProjectResource WithTelemetry(this ProjectResource project, DashboardResource? dashboard)
    {
        if (dashboard?.OtlpEndpoint is { } endpoint)
        {
            project.WithDefault("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        }

        return project
            .WithDefault("OTEL_SERVICE_NAME", $"cto-{project.Name}")
            .WithDefault("OTEL_BSP_SCHEDULE_DELAY", "1000")
            .WithDefault("OTEL_BLRP_SCHEDULE_DELAY", "1000")
            .WithDefault("OTEL_METRIC_EXPORT_INTERVAL", "5000");
    }

    private static string AssemblyOf(string project)
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == project).Value!;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
    }
}
