using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cto.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cto.ServiceDefaults.Tests.Telemetry;

public sealed partial class TelemetryTests
{
    private static readonly ActivitySource Source = new("Cto.Tests");
    private static readonly Meter Meter = new("Cto.Tests");
    private static readonly Histogram<double> Waited = Meter.CreateHistogram<double>("cto.tests.waited", "s");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_receiver_nothing_is_collected()
    {
        await using var app = await TestApp.StartAsync();

        Assert.Null(app.Services.GetService<TracerProvider>());
        Assert.Null(app.Services.GetService<MeterProvider>());
        Assert.False(Source.HasListeners());
    }

    [Fact]
    public async Task Spans_metrics_and_logs_reach_the_receiver_and_say_who_speaks()
    {
        await using var receiver = await StubHttp.StartAsync(Receiver);
        await using (var app = await TestApp.StartAsync(SendingTo(receiver.Address), routes: Work))
        {
            await app.Http.GetStringAsync("/work/today", Now);
        }

        var (traces, metrics, logs) = (Sent(receiver, "/v1/traces"), Sent(receiver, "/v1/metrics"), Sent(receiver, "/v1/logs"));
        Assert.Contains("ask the insight", traces, StringComparison.Ordinal);
        Assert.Contains("GET /work/{day}", traces, StringComparison.Ordinal);
        Assert.Contains("cto.tests.waited", metrics, StringComparison.Ordinal);
        Assert.Contains("Worked for 7 s", logs, StringComparison.Ordinal);
        foreach (var signal in new[] { traces, metrics, logs })
        {
            Assert.Contains("cto-under-test", signal, StringComparison.Ordinal);
            Assert.Contains("service.instance.id", signal, StringComparison.Ordinal);
            Assert.Contains("service.version", signal, StringComparison.Ordinal);
            Assert.Contains("deployment.environment.name", signal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Questions_of_the_supervisor_are_not_traced()
    {
        await using var receiver = await StubHttp.StartAsync(Receiver);
        await using (var app = await TestApp.StartAsync(SendingTo(receiver.Address), routes: Work))
        {
            await app.Http.GetStringAsync("/health/ready", Now);
            await app.Http.GetStringAsync("/work/today", Now);
        }

        Assert.Contains("GET /work/{day}", Sent(receiver, "/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("GET /health", Sent(receiver, "/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_throws_is_a_failed_span_with_the_reason()
    {
        await using var receiver = await StubHttp.StartAsync(Receiver);
        await using (var app = await TestApp.StartAsync(SendingTo(receiver.Address), routes: app => app.MapGet("/broken", string () => throw new TimeZoneNotFoundException("no such zone"))))
        {
            using var answer = await app.Http.GetAsync("/broken", Now);
        }

        Assert.Contains("GET /broken", Sent(receiver, "/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("TimeZoneNotFoundException", Sent(receiver, "/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_comes_late_gets_what_happens_from_then_on()
    {
        await using var receiver = await StubHttp.StartAsync(Receiver);
        var answering = false;
        await using var gate = await StubHttp.StartAsync(app => app.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            if (!answering)
            {
                context.Abort();
                return;
            }

            using var body = new StreamContent(context.Request.Body);
            using var http = new HttpClient();
            await http.PostAsync(new Uri(receiver.Address, context.Request.Path.Value!.TrimStart('/')), body, context.RequestAborted);
        }));
        await using var app = await TestApp.StartAsync(SendingTo(gate.Address), routes: Work);
        var traces = app.Services.GetRequiredService<TracerProvider>();

        await app.Http.GetStringAsync("/work/early", Now);
        traces.ForceFlush();
        answering = true;
        await app.Http.GetStringAsync("/work/late", Now);
        traces.ForceFlush();

        Assert.Contains("/work/late", Sent(receiver, "/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duration_of_ours_has_buckets_from_microseconds_to_minutes()
    {
        await using var receiver = await StubHttp.StartAsync(Receiver);
        await using var app = await TestApp.StartAsync(SendingTo(receiver.Address));
        Waited.Record(0.00005);
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();

        // The protocol carries the bounds as little-endian doubles.
        byte[] bounds = [.. BitConverter.GetBytes(0.00002), .. BitConverter.GetBytes(0.0001)];
        Assert.Contains(receiver.Requests, request => request.Bytes.AsSpan().IndexOf(bounds) >= 0);
    }

    private static Dictionary<string, string?> SendingTo(Uri receiver) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_SERVICE_NAME"] = "cto-under-test",
    };

    private static void Receiver(WebApplication app) => app.MapPost("/v1/{signal}", () => Results.Ok());

    private static void Work(WebApplication app) => app.MapGet("/work/{day}", (ILogger<TelemetryTests> logger) =>
    {
        using var activity = Source.StartActivity("ask the insight");
        Waited.Record(7);
        LogWorked(logger, 7);
        return "done";
    });

    [LoggerMessage(LogLevel.Information, "Worked for {Seconds} s")]
    private static partial void LogWorked(ILogger logger, int seconds);

    /// <summary>The protocol is binary, its strings are readable.</summary>
    private static string Sent(StubHttp receiver, string path) => string.Concat(receiver.Requests.Where(request => request.Target == path).Select(request => request.Body));
}
