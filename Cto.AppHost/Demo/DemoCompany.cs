using System.Globalization;
using Cto.AppHost.Local;

namespace Cto.AppHost.Demo;

/// <summary>Declares the demo company: one process plays its vendors and connects its sources over the product's API.</summary>
internal static class DemoCompany
{
    private const int Port = 5090;

    /// <summary>Connectors whose simulated vendors know an application of ours, so that they can be connected by a click.</summary>
    private static readonly string[] Clickable = ["github", "gitlab", "jira", "asana", "slack", "pagerduty"];

    /// <summary>Shows the demo company in the web, or does not.</summary>
    public static IResourceBuilder<ProjectResource> WithDemo(this IResourceBuilder<ProjectResource> web, AppHostOptions options)
    {
        if (!options.Demo || options.IsPublishing)
        {
            return web.WithEnvironment("Demo__Enabled", "false");
        }

        var builder = web.ApplicationBuilder;
        var token = builder.AddKept("demo-token", options);
        var port = new Ports().Take(Port);
        var upstreams = builder.AddProject<Projects.Cto_Upstreams>("upstreams", options => options.ExcludeLaunchProfile = true)
            .AsBuilt()
            // Not behind a proxy: the address is part of what the sources know.
            .WithHttpEndpoint(port, targetPort: port, isProxied: false)
            .WithHttpHealthCheck("/_health")
            .WithArgs("--port", port.ToString(CultureInfo.InvariantCulture), "--state", Path.Combine(options.Data, "demo.json"), "--connect", web.GetEndpoint("http"))
            .WithArgs(options.DemoSeed is { } seed ? ["--seed", seed.ToString(CultureInfo.InvariantCulture)] : [])
            .WithArgs(context => 
            {
                if (context.Resource.HasAnnotationOfType<BeginAnew>())
                {
                    context.Args.Add("--anew");
                }
            })
            .WithEnvironment("DEMO_TOKEN", token)
            .WithTelemetry(options);
        foreach (var connector in Clickable)
        {
            web.WithDefault($"Connectors__{connector}__OAuth__ClientId", "cto-assistant-demo").WithDefault($"Connectors__{connector}__OAuth__ClientSecret", "demo-client-secret-1f6b");
        }

        return web
            .WithEnvironment("Demo__Enabled", "true")
            .WithEnvironment("Demo__Token", token)
            .WithEnvironment("Connectors__AllowedHosts__0", string.Create(CultureInfo.InvariantCulture, $"localhost:{port}"))
            .WithDemoCommands(upstreams, token.Resource);
    }
}
