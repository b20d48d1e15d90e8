using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cto.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs through OpenTelemetry, sent by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver.</summary>
/// <remarks>
/// A receiver that is not there yet costs nothing but the batches of that time: the exporter drops them and goes on trying with the next.
/// Without an endpoint no provider is built at all, so instruments and activities stay as cheap as they are when nobody listens.
/// </remarks>
internal static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Sources = ["Cto.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];
    private static readonly string[] Meters = ["Cto.*", "Microsoft.AspNetCore.*", "System.Net.*", "System.Runtime", "Npgsql"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        var resource = ProcessResource.Describe(builder.Environment);
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(builder.Configuration))
            .SetSampler(new WithoutHealthChecks(new ParentBasedSampler(new AlwaysOnSampler())))
            .AddSource(Sources)
            .AddOtlpExporter()
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(builder.Configuration))
            .AddMeter(Meters)
            .AddView(DurationBuckets)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddOtlpExporter()
            .Build());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(resource);
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.AddOtlpExporter();
        });
        builder.Services.AddHostedService<TelemetryHost>();
        builder.Services.AddSingleton<IStartupFilter, RequestSpan>();
    }

    /// <summary>Our durations in seconds, from a grain call (20 µs) to a first sync (10 min); an instrument that brings its own advice keeps it.</summary>
    private static MetricStreamConfiguration? DurationBuckets(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null } && instrument.Meter.Name.StartsWith("Cto.", StringComparison.Ordinal)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = [.. Durations] }
            : null;

    private static readonly double[] Durations =
    [
        0.00002, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600,
    ];
}
