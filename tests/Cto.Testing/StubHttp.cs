using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cto.Testing;

/// <summary>A real HTTP server on a free loopback port that plays a vendor: routes are lambdas, every request is kept.</summary>
/// <example><code>
/// await using var stub = await StubHttp.StartAsync(app =>
/// {
///     app.MapGet("/repos/{owner}/{name}/pulls", () => Results.Text(recorded, "application/json"));
/// });
/// var http = new HttpClient { BaseAddress = stub.Address };
/// </code></example>
public sealed class StubHttp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    private StubHttp(WebApplication app) => _app = app;

    /// <summary>Ends with a slash, as base addresses must.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Every request so far, in the order of their arrival, those without a route (answered 404) included.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public static async Task<StubHttp> StartAsync(Action<WebApplication> routes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stub = new StubHttp(app);
        app.Use(stub.RecordAsync);
        app.UseRouting();
        routes(app);
        await app.StartAsync();
        stub.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return stub;
    }

    /// <summary>Forgets the requests so far.</summary>
    public void Forget() => _requests.Clear();

    public async ValueTask DisposeAsync()
    {
        // A handler that hangs on purpose must not hold up the test's end.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Request.Body = new MemoryStream(body.ToArray());
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body.ToArray()));
        await next(context);
    }
}

/// <summary>One request as it came in.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Target">Path and query, as <c>/repos/x/pulls?page=2</c>.</param>
/// <param name="Headers">Names in any case; several values joined by commas.</param>
/// <param name="Bytes">The body; empty when there was none.</param>
public sealed record StubRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    /// <summary>The body read as UTF-8.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <returns><see langword="null"/> when the header was not sent.</returns>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
