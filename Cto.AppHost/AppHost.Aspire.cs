// The whole deployment on one page, orleans edition: .NET Aspire runs it, and it scales past one machine. Program.cs declares the same for one.
var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("postgres").WithDataVolume("cto-postgres");
var database = postgres.AddDatabase("cto");

// Where the silos meet and keep their grains' state and reminders, so it is kept as Postgres is.
var redis = builder.AddRedis("redis").WithDataVolume("cto-redis").WithPersistence();

// Each replica is a silo and serves pages: any of them can answer any request. Aspire gives every replica silo ports of its own.
var web = builder.AddProject<Projects.Cto_Web>("web")
    .WithReference(database).WaitFor(database)
    .WithReference(redis).WaitFor(redis)
    .WithEndpoint(scheme: "tcp", name: "orleans-silo", env: "Silo__SiloPort", isExternal: false)
    .WithEndpoint(scheme: "tcp", name: "orleans-gateway", env: "Silo__GatewayPort", isExternal: false)
    .WithEnvironment("Demo__Enabled", builder.Configuration["Demo:Enabled"] ?? "true")
    .WithHttpHealthCheck("/health/ready")
    .WithExternalHttpEndpoints()
    .WithReplicas(2);

if (builder.Configuration["CTO_BOOTSTRAP_TOKEN"] is { Length: > 0 } token)
{
    web.WithEnvironment("CTO_BOOTSTRAP_TOKEN", token);
}

builder.Build().Run();
