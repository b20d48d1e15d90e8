using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Cto.ServiceDefaults.Tests;

/// <summary>A small web application with the service defaults, on a free port.</summary>
internal sealed class TestApp(WebApplication app) : IAsyncDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

    public IServiceProvider Services => app.Services;

    public static async Task<TestApp> StartAsync(
        Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? routes = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        routes?.Invoke(app);
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();

        // A request ends after its caller has the answer, and its span with it: only what ended before the telemetry does is sent.
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
