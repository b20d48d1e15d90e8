using Cto.AppHost;
using Cto.AppHost.Hosting;

// The whole deployment on one page, embedded edition: one machine, one command. AppHost.Aspire.cs declares the same for more machines.
return await AppHostCommand.RunAsync(args, (host, options) =>
{
    var dashboard = host.AddDashboard("dashboard", wanted: options.Dashboard);

    var postgres = host.AddPostgres("postgres", database: "cto", options.Connection);

    var demo = options.Demo ? host.AddDemo("upstreams", "Cto.Upstreams") : null;

    var web = host.AddProject("web", "Cto.Web", options.Port)
        .WithDatabase("cto", postgres)
        .WithTelemetry(dashboard)
        .WithEnvironment("CTO_DATA", host.Data)
        .WithEnvironment("GrainHost", "embedded")
        .WithDemo(host, demo)
        .WithDefault("ASPNETCORE_ENVIRONMENT", "Production")
        .WithDefault("Logging__Console__FormatterName", "simple")
        .WithHealth("/health/ready")
        .ShowingLines("sign in: ", "token: ");

    demo?.Plays(host, options.DemoSeed, connectedTo: web);
});
