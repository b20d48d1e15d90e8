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
    .WithHttpHealthCheck("/health/ready")
    .WithExternalHttpEndpoints()
    .WithReplicas(2);

if (builder.Configuration["CTO_BOOTSTRAP_TOKEN"] is { Length: > 0 } token)
{
    web.WithEnvironment("CTO_BOOTSTRAP_TOKEN", token);
}

// The demo company: Demo:Enabled=false leaves it out. It connects its sources over the product's API; its state lies beside the program's other data.
var demo = builder.Configuration["Demo:Enabled"] is not "false";
web.WithEnvironment("Demo__Enabled", demo ? "true" : "false");
if (demo)
{
    var secret = builder.AddParameter("demo-token", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
    builder.AddProject<Projects.Cto_Upstreams>("upstreams")
        .WithArgs("--port", "5090", "--state", Path.Combine(builder.AppHostDirectory, "obj", "demo.json"), "--connect", web.GetEndpoint("http"))
        .WithEnvironment("DEMO_TOKEN", secret);
    web.WithEnvironment("Demo__Token", secret).WithEnvironment("Connectors__AllowedHosts__0", "localhost:5090");
}

builder.Build().Run();
