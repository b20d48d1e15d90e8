using System.Globalization;
using Cto.Upstreams.Control;
using Cto.Upstreams.Faults;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Vendors;

/// <summary>What happens to every request before a route answers it: faults, authentication, limit, scopes.</summary>
internal sealed class VendorPipeline(Simulation simulation)
{
    public async Task RunAsync(HttpContext http, SimulatedVendor vendor, VendorRoute route)
    {
        var path = http.Request.Path.Value![(vendor.Prefix.Length + 1)..];
        var call = new VendorCall(http, vendor, simulation, simulation.Faults.Draw(vendor.Prefix, path, http.Request.QueryString.Value ?? "", http.Request.Method));
        var body = simulation.Observer is null ? null : await ReadAsync(http);
        http.Response.Headers.Date = (call.Now + call.Skew).ToString("r", CultureInfo.InvariantCulture);
        try
        {
            await StrikeAsync(call);
            if (!call.IsAnswered)
            {
                await AnswerAsync(call, route);
            }
        }
        catch (Refusal refusal)
        {
            await vendor.RefuseAsync(call, refusal);
        }
        finally
        {
            simulation.Traffic.Count(vendor.Prefix, http.Response.StatusCode);
            simulation.Observer?.Invoke(Seen(call, path, body ?? []));
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Request.Body = new MemoryStream(body.ToArray());
        return body.ToArray();
    }

    private static Exchange Seen(VendorCall call, string path, byte[] body) => new(
        call.Vendor.Prefix, call.Http.Request.Method, path, [.. call.Http.Request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")))],
        call.Header("X-Amz-Target"), body, call.Http.Request.ContentType, call.Http.Response.StatusCode, call.Sent, call.Http.Response.ContentType);

    private async Task AnswerAsync(VendorCall call, VendorRoute route)
    {
        if (!route.IsOpen)
        {
            call.Who = await call.Vendor.AdmitAsync(call) ?? throw Refusal.Unauthorized();
            if (!simulation.Credentials.Holds(call.Who, call.Now))
            {
                throw new Refusal(401, "The token has expired") { Expired = true };
            }
        }

        call.CountAgainstLimit();
        if (call.Who is { } who && !who.Allows(route.Scopes))
        {
            throw new Refusal(403, "Insufficient scope") { Scopes = route.Scopes };
        }

        await route.Answer(call);
    }

    // Faults of bodies and pages are not here: the call applies them when it answers.
    private static async Task StrikeAsync(VendorCall call)
    {
        switch (call.Fault?.Kind)
        {
            case FaultKind.Unauthorized:
                throw Refusal.Unauthorized();
            case FaultKind.ExpiredToken:
                throw new Refusal(401, "The token has expired") { Expired = true };
            case FaultKind.Forbidden:
                throw new Refusal(403, "Forbidden");
            case FaultKind.NotFound:
                throw Refusal.NotFound();
            case FaultKind.Conflict:
                throw new Refusal(409, "Conflict");
            case FaultKind.TooManyRequestsSeconds or FaultKind.TooManyRequestsDate or FaultKind.TooManyRequestsNone:
                call.SayWhenToRetry();
                throw new Refusal(429, "Too many requests");
            case FaultKind.ServerError:
                throw new Refusal(500, "Internal server error");
            case FaultKind.Unavailable:
                throw new Refusal(503, "Service unavailable");
            case FaultKind.TimeOut:
                await Task.Delay(Timeout.InfiniteTimeSpan, call.Http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                call.Abort();
                break;
            case FaultKind.Slow:
                await Task.Delay(call.Fault.Rule.Delay, call.Http.RequestAborted);
                break;
            case FaultKind.Reset:
                call.Abort();
                break;
            case FaultKind.Html:
                await call.SendAsync("<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method=\"post\"><input name=\"password\"></form></body></html>"u8.ToArray(), "text/html; charset=utf-8");
                break;
            case FaultKind.Empty:
                await call.SendAsync(default, "application/json");
                break;
        }
    }
}
