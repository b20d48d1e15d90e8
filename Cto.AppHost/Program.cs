using Cto.AppHost;
using Cto.AppHost.Demo;
using Cto.AppHost.Lifetime;
using Cto.AppHost.Local;
using Cto.AppHost.Postgres;

// The whole deployment on one page.
var (options, status) = AppHostOptions.Read(args);
if (options is null)
{
    return status;
}

var terminal = Terminal.OfThisProcess();
using var stop = new StopSignals(TimeProvider.System);
try
{
    using var data = options.IsPublishing ? null : DataDirectory.Open(options.Data);
    if (data?.Killed is { } killed)
    {
        await Orchestrator.UntilGoneAsync(killed, TimeSpan.FromSeconds(20), () => terminal.Say("apphost", "waiting for the end of what an earlier start left running"));
    }

    var servers = await Servers.FindAsync(options, line => terminal.Say("postgres", line), stop.Token);
    var builder = LocalHosting.CreateBuilder(options);

    var database = servers.AddDatabase(builder, "cto", options);
    var redis = servers.AddRedis(builder, "redis");
    var orleans = builder.AddOrleans("orleans").WithClusterId("cto").WithServiceId("cto").WithClustering(redis);

    // Each replica is a silo and serves pages: any of them can answer any request.
    var web = builder.AddProject<Projects.Cto_Web>("web", project => project.ExcludeLaunchProfile = true)
        .AsBuilt()
        .WithReplicas(options.Replicas)
        .WithHttpEndpoint(options.IsPublishing ? null : new Ports().Take(options.Port)).WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/health/ready")
        .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
        .WithReference(database).WaitFor(database)
        .WithReference(redis).WaitFor(redis)
        .WithReference(orleans)
        .WithTelemetry(options)
        .WithDemo(options);

    if (data is null)
    {
        web.WithEnvironment("CTO_MASTER_KEY", builder.AddKept("master-key", options));
    }
    else
    {
        web.OnThisMachine(options);
        builder.AddLifetime(web.Resource, data, terminal, options);
    }

    return await builder.RunToEndAsync(terminal, stop.Token);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    // Asked to stop before there was anything to stop.
    return 0;
}
catch (Exception e) when (e is DataDirectoryException or PostgresUnavailableException)
{
    terminal.Complain(e.Message);
    return 1;
}
