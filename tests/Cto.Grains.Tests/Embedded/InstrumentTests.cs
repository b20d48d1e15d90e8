using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cto.Grains.Embedded;

namespace Cto.Grains.Tests.Embedded;

public sealed class InstrumentTests
{
    [Fact]
    public async Task Activations_calls_waits_and_slow_turns_are_counted_with_their_units()
    {
        await using var host = await TestGrainHost.StartAsync();
        using var seen = new Measurements(host.Runtime.Instruments);
        var probe = host.Services.GetProbe();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        await grain.Block(TimeSpan.Zero);
        var first = grain.Run("first", "gate");
        var second = grain.Run("second", "gate");
        probe.Open("open");

        // It passes the second: the turn in which the first began is over.
        await grain.Interleave("between", "open");
        Assert.Equal(1, seen.Read("cto.grains.queue.length"));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        probe.Open("gate");
        await Task.WhenAll(first, second);
        await grain.Block(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => grain.Fail("x"));
        Assert.Equal(1, seen.Sum("cto.grains.activations"));
        Assert.Equal(0, seen.Read("cto.grains.queue.length"));
        Assert.Equal(1, seen.Sum("cto.grains.turns.slow"));
        Assert.Equal(4, seen.Sum("cto.grains.call.duration", "method=ITurnGrain.Run outcome=ok"));
        Assert.Equal(1, seen.Sum("cto.grains.call.duration", "method=ITurnGrain.Block outcome=ok"));
        Assert.Equal(0, seen.Sum("cto.grains.call.duration", "method=ITurnGrain.Fail outcome=error"));
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, seen.Sum("cto.grains.activations"));
        Assert.Equal(["s", "{activation}", "{call}", "{call}", "{turn}"], seen.Units);
    }

    [Fact]
    public async Task A_call_is_a_span_of_its_callers_trace_and_a_grain_called_from_it_is_the_next()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is GrainInstruments.Name or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await TestGrainHost.StartAsync();
        using var source = new ActivitySource("test");
        using var page = source.StartActivity("page")!;
        for (var round = 0; round < 2; round++)
        {
            spans.Clear();
            await host.Grains.GetGrain<ITurnGrain>("trace-a").Circle("trace-b", "");
            Assert.Same(page, Activity.Current);
            var mine = spans.Where(span => span.TraceId == page.TraceId && span.OperationName == "ITurnGrain.Circle").ToList();
            var outer = Assert.Single(mine, span => span.GetTagItem("cto.grain") is "turn/trace-a");
            var inner = Assert.Single(mine, span => span.GetTagItem("cto.grain") is "turn/trace-b");
            Assert.Equal(page.SpanId, outer.ParentSpanId);
            Assert.Equal(outer.SpanId, inner.ParentSpanId);
        }

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => host.Grains.GetGrain<ITurnGrain>("trace-a").Fail("broken"));
        Assert.Equal("broken", Assert.Single(spans, span => span.OperationName == "ITurnGrain.Fail" && span.TraceId == page.TraceId).StatusDescription);
        Assert.Same(page, Activity.Current);
    }

    [Fact]
    public async Task A_timer_does_not_carry_the_trace_of_the_call_that_started_it()
    {
        using var activity = new Activity("request").Start();
        await using var host = await TestGrainHost.StartAsync();
        await host.Grains.GetGrain<ITimerGrain>("a").Start("trace", new(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        activity.Stop();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Services.GetProbe().Noted("trace none");
    }

    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _all = [];
        private readonly ConcurrentDictionary<string, string> _units = new();

        public Measurements(GrainInstruments instruments)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instruments.Owns(instrument.Meter))
                {
                    _units[instrument.Name] = instrument.Unit!;
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string> Units => _units.Values.Order(StringComparer.Ordinal);

        public double Sum(string name, string tags = "") =>
            _all.Where(entry => entry.Name == name && entry.Tags.Contains(tags, StringComparison.Ordinal)).Sum(entry => entry.Value);

        public double Read(string name)
        {
            _listener.RecordObservableInstruments();
            return _all.Last(entry => entry.Name == name).Value;
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _all.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
