using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>What an operator sees of the calls to the world outside; the telemetry of every process listens to this name.</summary>
internal static class ConnectorInstruments
{
    public const string Name = "Cto.Connectors";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Calls = Meter.CreateHistogram<double>("cto.connector.call.duration", "s", "Calls to vendors, body included, by connector and status class.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("cto.connector.retries", "{retry}", "Repetitions of calls that failed in passing.");
    private static readonly Gauge<double> LimitUse = Meter.CreateGauge<double>("cto.connector.limit.use", "1", "Share of the vendor's rate limit that is used, as it last told.");

    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>("cto.connector.limit.wait", "s", "Waits for a rate limit inside a call, by connector.");

    public static void Retried() => Retries.Add(1);

    public static void Waited(string kind, TimeSpan wait) => Waits.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("connector", kind));

    public static void Limit(string kind, RateLimit limit) =>
        LimitUse.Record(1 - ((double)limit.Remaining / limit.Limit), new KeyValuePair<string, object?>("connector", kind));

    /// <summary>Measures one call from its first byte to its last; dispose it when the body is read.</summary>
    public static VendorCall Call(string kind, SourceCall call, TimeProvider clock) => new(kind, call, clock);

    /// <summary>One call to a vendor: a span and a point of the duration histogram. Neither carries a query, a header or a body.</summary>
    public sealed class VendorCall : IDisposable
    {
        private readonly Activity? _activity;
        private readonly TimeProvider _clock;
        private readonly long _start;
        private readonly string _kind;
        private string _status = "none";

        public VendorCall(string kind, SourceCall call, TimeProvider clock)
        {
            (_kind, _clock, _start) = (kind, clock, clock.GetTimestamp());
            _activity = Activities.StartActivity($"{kind} {call.Method} {call.Route}", ActivityKind.Internal);
            _activity?.SetTag("cto.connector", kind);
        }

        public void Answered(HttpStatusCode status)
        {
            _status = $"{(int)status / 100}xx";
            _activity?.SetTag("http.response.status_code", (int)status);
        }

        /// <summary>Marks the call as failed and hands the failure back to be thrown.</summary>
        public SourceException Failed(SourceException failure)
        {
            _activity?.SetStatus(ActivityStatusCode.Error, failure.Fault.ToString());
            return failure;
        }

        public void Dispose()
        {
            Calls.Record(
                _clock.GetElapsedTime(_start).TotalSeconds,
                new KeyValuePair<string, object?>("connector", _kind),
                new KeyValuePair<string, object?>("status", _status));
            _activity?.Dispose();
        }
    }
}
