// The whole deployment on one page, orleans edition: .NET Aspire runs it, and it scales past one machine. Program.cs declares the same for one.
var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("postgres").WithDataVolume("cto-postgres");
var database = postgres.AddDatabase("cto");

// Membership of the silos and the grain directory; what must survive is in Postgres.
var redis = builder.AddRedis("redis");

// Each replica is a silo and serves pages: any of them can answer any request. What is named Orleans__ is read by Orleans itself.
var web = builder.AddProject<Projects.Cto_Web>("web")
    .WithReference(database).WaitFor(database)
    .WithReference(redis).WaitFor(redis)
    .WithEnvironment("Orleans__ClusterId", "cto")
    .WithEnvironment("Orleans__ServiceId", "cto")
    .WithEndpoint(scheme: "tcp", name: "orleans-silo", env: "Orleans__Endpoints__SiloPort", isExternal: false)
    .WithEndpoint(scheme: "tcp", name: "orleans-gateway", env: "Orleans__Endpoints__GatewayPort", isExternal: false)
    .WithEnvironment("Demo__Enabled", builder.Configuration["Demo:Enabled"] ?? "true")
    .WithHttpHealthCheck("/health/ready")
    .WithExternalHttpEndpoints()
    .WithReplicas(2);

if (builder.Configuration["CTO_BOOTSTRAP_TOKEN"] is { Length: > 0 } token)
{
    web.WithEnvironment("CTO_BOOTSTRAP_TOKEN", token);
}

builder.Build().Run();
