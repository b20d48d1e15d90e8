using System.Diagnostics.Metrics;
using Cto.ServiceDefaults.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
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

    // A span for each call of a grain (Application) costs 3.5 KB, and is what leads from a page to its answers.
    private static readonly string[] Sources = ["Cto.*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Lifecycle"];
    private static readonly string[] Meters = ["Cto.*", "Microsoft.AspNetCore.*", "Microsoft.Orleans", "System.Net.*"];

    /// <summary>In seconds, from a grain call (20 µs) to a first sync (10 min).</summary>
    private static readonly double[] Durations =
    [
        0.00002, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600,
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddProcess(builder.Environment))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests =>
                {
                    requests.RecordException = true;
                    // They would drown the rest, and what they ask for would too: it is left out with them.
                    requests.Filter = context => !context.Request.Path.StartsWithSegments(HealthEndpoints.Path);
                })
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource(Sources))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter(Meters)
                .AddView(DurationBuckets)
                .SetExemplarFilter(ExemplarFilterType.TraceBased))
            .UseOtlpExporter();
    }

    /// <summary>The buckets of our durations; an instrument that brings its own advice keeps it.</summary>
    private static MetricStreamConfiguration? DurationBuckets(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null } && instrument.Meter.Name.StartsWith("Cto.", StringComparison.Ordinal)
            ? new ExplicitBucketHistogramConfiguration { Boundaries = [.. Durations] }
            : null;
}
