using System.Globalization;
using System.Reflection;
using Cto.AppHost.Postgres;
using Cto.AppHost.Resources;

namespace Cto.AppHost.Hosting;

/// <summary>The words that <c>Program.cs</c> is written in.</summary>
internal static class Declarations
{
    private const int DemoPort = 5090;
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

    /// <summary>The process that plays the demo company's vendors; nothing waits for it.</summary>
    public static ProjectResource AddDemo(this EmbeddedHost host, string name, string project) =>
        host.AddProject(name, project, DemoPort).WithHealth("/_health").ShowingLines("demo upstreams: ").InBackground();

    /// <summary>Shows the demo company: its tenant is the first, and connectors may reach its vendors, which lie on this machine.</summary>
    public static ProjectResource WithDemo(this ProjectResource web, EmbeddedHost host, ProjectResource? demo)
    {
        if (demo is null)
        {
            return web.WithEnvironment("Demo__Enabled", "false");
        }

        // Applications that the simulated vendors know; nobody's own are touched.
        foreach (var connector in (string[])["github", "gitlab", "jira", "asana", "slack", "pagerduty"])
        {
            web.WithDefault($"Connectors__{connector}__OAuth__ClientId", "cto-assistant-demo").WithDefault($"Connectors__{connector}__OAuth__ClientSecret", "demo-client-secret-1f6b");
        }

        return web
            .WithEnvironment("Demo__Enabled", "true")
            .WithEnvironment("Demo__Token", DemoToken(host))
            .WithEnvironment("Connectors__AllowedHosts__0", new Uri(demo.Address).Authority);
    }

    /// <summary>Has the demo company connect its sources over the product's API, and go on with its life where the last start left it.</summary>
    public static void Plays(this ProjectResource demo, EmbeddedHost host, int? seed, ProjectResource connectedTo)
    {
        demo.WithArguments("--port", new Uri(demo.Address).Port.ToString(CultureInfo.InvariantCulture), "--state", Path.Combine(host.Data, "demo.json"), "--connect", connectedTo.Address)
            .WithEnvironment("DEMO_TOKEN", DemoToken(host));
        if (seed is { } other)
        {
            demo.WithArguments("--seed", other.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string DemoToken(EmbeddedHost host) => ClusterSecret.Keep(Path.Combine(host.Data, "secrets"), "demo-token");

    private static string AssemblyOf(string project)
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == project).Value!;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
    }
}
