using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Datadog;
using Cto.Connectors.OnCall;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;
using Monitor = Cto.Domain.Reliability.Monitor;

namespace Cto.Connectors.Tests.Datadog;

/// <summary>Every exchange that was ever recorded of Datadog is read: into facts, or by name not, for a reason.</summary>
public sealed class DatadogRecordedTests
{
    private static readonly Uri Site = new("https://api.datadoghq.com/");
    private static readonly DatadogKeys Keys = new(Site);
    private static readonly SeverityNames Severities = new(SourceSettings.Empty);

    private static readonly Dictionary<string, Func<JsonNode, IEnumerable<Fact?>>> Read = new()
    {
        ["datadog-v1/slo"] = body => Of(body, DatadogJson.Default.DatadogSloPage).Data!.Select(slo => (Fact?)slo!.ToFact()),
        ["datadog-v1/slo_get"] = body => [Of(body["data"]!, DatadogJson.Default.DatadogSlo).ToFact()],
        ["datadog-v1/monitors"] = body => Of(body, DatadogJson.Default.DatadogMonitorArray).Select(monitor => (Fact?)monitor.ToFact(Keys, Site)),
        ["datadog-v1/monitor_get"] = body => [Of(body, DatadogJson.Default.DatadogMonitor).ToFact(Keys, Site)],
        ["datadog-v1/hosts"] = body => Of(body, DatadogJson.Default.DatadogHostPage).HostList!.Select(host => (Fact?)host!.ToFact(Keys)),
        ["datadog-v2/incidents"] = body => Of(body, DatadogJson.Default.DatadogIncidentPage).Data!.Select(incident => (Fact?)incident!.ToFact(Severities, Site)),
        ["datadog-v2/incident_get"] = body => [Of(body["data"]!, DatadogJson.Default.DatadogIncident).ToFact(Severities, Site)],
    };

    private static readonly Dictionary<string, string> NotFacts = new()
    {
        ["datadog-v1/query"] = "series are read by the second version, which takes the length of a span",
        ["datadog-v1/slo_history"] = "read into samples by the tests of the streams",
        ["datadog-v1/slo_search"] = "the list has the same and the thresholds",
        ["datadog-v1/validate"] = "the check alone asks it",
        ["datadog-v2/incidents_search"] = "the list has the same",
        ["datadog-v2/metrics"] = "names of metrics are no facts; the settings name those that are read",
        ["datadog-v2/query_scalar"] = "one value for a span is no series",
        ["datadog-v2/query_timeseries"] = "read below",
    };

    [Fact]
    public void Every_recorded_answer_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var file in new[] { "datadog-v1", "datadog-v2" }.SelectMany(version => Directory.GetFiles(Specs.Path("recorded", version), "*.jsonl")))
        {
            var name = $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileNameWithoutExtension(file)}";
            Assert.True(Read.ContainsKey(name) || NotFacts.ContainsKey(name), $"{name} is new: read it, or say why not.");
            foreach (var exchange in File.ReadLines(file).Select(line => JsonNode.Parse(line)!))
            {
                if ((int)exchange["status"]! >= 400)
                {
                    Assert.NotEmpty(new DatadogDialect(Site, new(DatadogSample.At(Site).Credentials), "test").Words(exchange["body"]!.ToJsonString()) ?? "");
                }
                else if (Read.TryGetValue(name, out var read))
                {
                    Assert.All(read(exchange["body"]!), Assert.NotNull);
                }
            }
        }
    }

    [Fact]
    public void Recorded_things_say_what_they_say()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var slo = Facts<Slo>("datadog-v1/slo_get").Single();
        Assert.Equal((0.95, 7, "metric", "datadog:ebf2e048f49a5134b61a586438c66505"), (slo.Target, slo.WindowDays, slo.Type, slo.Key));

        var monitors = Facts<Monitor>("datadog-v1/monitor_get").ToDictionary(monitor => monitor.Key);
        Assert.All(monitors.Values, monitor => Assert.Equal(MonitorState.NoData, monitor.State));
        Assert.True(monitors["datadog:119766008"].Muted);
        Assert.False(monitors["datadog:155844758"].Muted);

        var hosts = Facts<Host>("datadog-v1/hosts");
        Assert.Equal(42, hosts.Count);
        var control = hosts.Single(host => host.Name == "control-0");
        Assert.Equal((true, "us-central1-a", "custom-4-16384"), (control.Up, control.Region, control.InstanceType));

        var incidents = Facts<Incident>("datadog-v2/incidents");
        Assert.All(incidents, incident => Assert.Equal(incident.Status is IncidentStatus.Resolved, incident.ResolvedAt is not null));
        Assert.Contains(incidents, incident => incident.Severity is IncidentSeverity.Sev5);
    }

    [Fact]
    public void Recorded_series_have_a_value_for_each_time()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var read = 0;
        foreach (var exchange in Exchanges("datadog-v2/query_timeseries").Where(exchange => (int)exchange["status"]! == 200))
        {
            var series = Of(exchange["body"]!, DatadogJson.Default.DatadogTimeseriesBody).Data!.Attributes!;
            Assert.All(series.Values!, values => Assert.Equal(series.Times!.Length, values!.Length));
            read += series.Times!.Length > 0 ? 1 : 0;
        }

        Assert.InRange(read, 3, 20);
    }

    private static List<T> Facts<T>(string name) => [.. Exchanges(name).Where(exchange => (int)exchange["status"]! == 200).SelectMany(exchange => Read[name](exchange["body"]!)).Cast<T>()];

    private static IEnumerable<JsonNode> Exchanges(string name) => File.ReadLines(Specs.Path(["recorded", .. name.Split('/')]) + ".jsonl").Select(line => JsonNode.Parse(line)!);

    private static T Of<T>(JsonNode body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body.ToJsonString(), type)!;
}
