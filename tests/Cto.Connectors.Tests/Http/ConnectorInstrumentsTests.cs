using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cto.Connectors.Tests.GitHub;
using Cto.Testing;

namespace Cto.Connectors.Tests.Http;

public sealed class ConnectorInstrumentsTests
{
    [Fact]
    public async Task Calls_are_measured_by_their_route_and_no_secret_is_in_sight()
    {
        using var root = new Activity("test").Start();
        var (spans, points) = (new ConcurrentBag<Activity>(), new ConcurrentBag<(string Instrument, string Tags)>());
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConnectorInstruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // Other tests call vendors at the same time: only what belongs to this one counts.
            ActivityStopped = activity => (activity.TraceId == root.TraceId ? spans : []).Add(activity),
        };
        ActivitySource.AddActivityListener(traces);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConnectorInstruments.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => points.Add((instrument.Name, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))));
        meters.Start();
        await using var github = await StubGitHub.StartAsync("shop");
        github.List("/repos/acme/shop/pulls", StubGitHub.Pull(1, 1));
        await using var services = Connectors.Start();

        await services.Connector("github").PagesAsync(github.Source(), "pull-requests");

        Assert.Contains(spans, span => span.OperationName == "github GET repos/{owner}/{repo}/pulls" && Equals(span.GetTagItem("http.response.status_code"), 200));
        Assert.Contains(("cto.connector.call.duration", "connector=github status=2xx"), points);
        Assert.Contains(("cto.connector.limit.use", "connector=github"), points);
        var everything = string.Join('\n', spans.Select(span => $"{span.DisplayName} {string.Join(' ', span.TagObjects)}").Concat(points.Select(point => point.Tags)));
        Assert.DoesNotContain("ghp_stub", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("per_page", everything, StringComparison.Ordinal);
    }
}
