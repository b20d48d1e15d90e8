using System.Net;
using System.Text.Json;
using Cto.Upstreams.Faults;
using Cto.Upstreams.OAuth;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cto.Upstreams.Control;

/// <summary>The routes that no vendor has: faults, webhooks, truth and what to connect. They answer this machine alone.</summary>
internal static class ControlRoutes
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void MapControl(this WebApplication app, Simulation simulation, IReadOnlyList<SimulatedVendor> vendors, TruthBook truth, WebhookSender webhooks, OAuthServers oauth)
    {
        var control = app.MapGroup("").AddEndpointFilter(LoopbackOnlyAsync);
        control.MapGet("/_health", () => Results.Text("ok"));
        control.MapGet("/_company", () => Results.Json(new { simulation.Company.Seed, simulation.Company.Scale, simulation.Company.Start, simulation.Company.Now, Vendors = vendors.Select(vendor => vendor.Prefix) }, Web));
        control.MapGet("/_demo/sources", (HttpRequest request) => Results.Json(Sources(vendors, $"{request.Scheme}://{request.Host}"), Web));
        control.MapGet("/_traffic", () => Results.Json(simulation.Traffic.Read(), Web));
        control.MapDelete("/_traffic", simulation.Traffic.Clear);
        control.MapTruth(simulation, truth);
        control.MapGet("/_faults", () => Results.Json(simulation.Faults.Rules, FaultJson.Default.IReadOnlyListFaultRule));
        control.MapDelete("/_faults", simulation.Faults.Clear);
        control.MapPost("/_faults", async (HttpRequest request) => await ReadAsync(request, FaultJson.Default.FaultRule, rule =>
        {
            simulation.Faults.Add(rule);
            return Results.NoContent();
        }));
        control.MapGet("/_webhooks", () => Results.Json(webhooks.Progress, Web));
        control.MapPost("/_webhooks", async (HttpRequest request) => await ReadAsync(request, WebhookJson.Default.WebhookSubscription, subscription =>
        {
            webhooks.Subscribe(subscription);
            return Results.NoContent();
        }));
        control.MapDelete("/_grants/{vendor}", (string vendor) => oauth.RevokeAll(vendor) ? Results.NoContent() : Results.NotFound());
        control.MapDelete("/_grants/{vendor}/{token}", (string vendor, string token) => simulation.Credentials.Revoke(vendor, token) ? Results.NoContent() : Results.NotFound());
    }

    private static void MapTruth(this RouteGroupBuilder control, Simulation simulation, TruthBook truth)
    {
        control.MapGet("/_truth", () => Results.Json(truth.TopicNames, Web));
        control.MapGet("/_truth/counts", () => Results.Json(truth.ByStream(simulation.Company.Now), Web));
        control.MapGet("/_truth/kinds", () => Results.Json(truth.ByKind(simulation.Company.Now), Web));
        control.MapGet("/_truth/sums", () => Results.Json(truth.Sums(simulation.Company.Now), Web));
        control.MapGet("/_truth/{**topic}", (string topic) => truth.Answer(topic, simulation.Company.Now) is { } answer ? Results.Json(answer, Web) : Results.NotFound());
    }

    /// <summary>Every connection of the demo company, the vendors below that address.</summary>
    public static IEnumerable<DemoSource> Sources(IReadOnlyList<SimulatedVendor> vendors, string address) => vendors.SelectMany(vendor => vendor.Sources($"{address}/{vendor.Prefix}"));

    private static async Task<IResult> ReadAsync<T>(HttpRequest request, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, IResult> take)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type) is { } value ? take(value) : Results.BadRequest("nothing was sent");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            return Results.BadRequest(e.Message);
        }
    }

    private static ValueTask<object?> LoopbackOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote) ? new(Results.NotFound()) : next(context);
}
