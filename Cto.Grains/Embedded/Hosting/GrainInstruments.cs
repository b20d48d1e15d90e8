using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cto.Grains.Embedded;

/// <summary>What the grain host tells an SRE: the meter and the spans named <c>Cto.Grains</c>. Nothing is measured that nobody listens to.</summary>
internal sealed class GrainInstruments : IDisposable
{
    public const string Name = "Cto.Grains";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly UpDownCounter<long> _activations;
    private readonly Histogram<double> _callTime;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _slowTurns;

    public GrainInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _activations = _meter.CreateUpDownCounter<long>("cto.grains.activations", "{activation}", "Grains in memory.");
        _callTime = _meter.CreateHistogram<double>("cto.grains.call.duration", "s", "Time from sending a grain call to its answer.");
        _timeouts = _meter.CreateCounter<long>("cto.grains.call.timeouts", "{call}", "Grain calls whose caller gave up waiting.");
        _slowTurns = _meter.CreateCounter<long>("cto.grains.turns.slow", "{turn}", "Turns that held a grain longer than they should.");
    }

    /// <summary>Whether anybody wants spans.</summary>
    public bool Traces => _source.HasListeners();

    /// <summary>Whether the meter is this host's; there is one a host.</summary>
    public bool Owns(Meter meter) => meter == _meter;

    public void Watch(Func<long> queueLength) =>
        _meter.CreateObservableGauge("cto.grains.queue.length", queueLength, "{call}", "Grain calls that wait for their turn.");

    public Activity? StartCall(GrainMethod method, GrainId grain)
    {
        var span = _source.StartActivity(method.Name);
        span?.SetTag("rpc.system", "orleans").SetTag("rpc.service", method.Interface).SetTag("rpc.method", method.Name).SetTag("cto.grain", grain.ToString());
        return span;
    }

    public Activity? StartActivation(GrainId grain, ActivityContext cause) =>
        _source.StartActivity("activate", ActivityKind.Internal, cause)?.SetTag("cto.grain", grain.ToString());

    public void Activated(GrainType type) => _activations.Add(1, Grain(type));

    public void Deactivated(GrainType type, DeactivationReasonCode reason) => _activations.Add(-1, Grain(type));

    public void SlowTurn(GrainType type) => _slowTurns.Add(1, Grain(type));

    public void CallTimedOut(GrainCall call) => _timeouts.Add(1, Method(call));

    public void CallEnded(GrainCall call, TimeProvider clock)
    {
        if (_callTime.Enabled)
        {
            _callTime.Record(clock.GetElapsedTime(call.SentAt).TotalSeconds, Method(call), KeyValuePair.Create<string, object?>("outcome", OutcomeOf(call)));
        }

        if (call.Activity is { } span)
        {
            if (call.Work is { IsFaulted: true } work)
            {
                span.SetStatus(ActivityStatusCode.Error, work.Exception.InnerException!.Message);
            }

            span.Dispose();
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static string OutcomeOf(GrainCall call) => call.Work switch
    {
        { IsFaulted: true } => "error",
        { IsCanceled: true } => "cancelled",
        _ => "ok",
    };

    private static KeyValuePair<string, object?> Grain(GrainType type) => new("grain", type.ToString());

    private static KeyValuePair<string, object?> Method(GrainCall call) => new("method", call.Method.Name);
}
