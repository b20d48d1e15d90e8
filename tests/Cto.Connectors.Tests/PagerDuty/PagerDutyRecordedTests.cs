using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.OnCall;
using Cto.Connectors.PagerDuty;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.PagerDuty;

/// <summary>Every payload that was ever recorded of PagerDuty is read into facts.</summary>
public sealed class PagerDutyRecordedTests
{
    private static readonly SeverityNames Severities = new(SourceSettings.Empty);
    private static readonly PagerDutyPeople Nobody = new([]);

    [Fact]
    public void Every_recorded_file_is_known()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(["incidents.jsonl"], Directory.GetFiles(Specs.Path("recorded", "pagerduty")).Select(Path.GetFileName));
    }

    [Fact]
    public void Recorded_incidents_and_their_logs_say_what_they_say()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var line in File.ReadLines(Specs.Path("recorded", "pagerduty", "incidents.jsonl")))
        {
            var raw = JsonNode.Parse(line)!;
            var incident = JsonSerializer.Deserialize(line, PagerDutyJson.Default.PagerDutyIncident)!;
            var log = JsonSerializer.Deserialize(raw["log_entries"]!.ToJsonString(), PagerDutyJson.Default.PagerDutyLogEntryArray)!;
            var fact = incident.ToFact(Severities, log)!;
            var events = log.Select(entry => entry.ToFact(incident.Id!, Nobody)!).ToList();

            Assert.Equal(((string?)raw["title"], (string?)raw["service"]!["summary"], $"pagerduty:{raw["id"]}"), (fact.Title, fact.Service, fact.Key));
            Assert.Equal((string?)raw["status"], fact.Status.ToString().ToLowerInvariant());
            Assert.Equal(fact.Status is IncidentStatus.Resolved, fact.ResolvedAt is not null);
            Assert.Equal(raw["log_entries"]!.AsArray().Any(entry => (string?)entry!["type"] == "acknowledge_log_entry"), fact.AcknowledgedAt is not null);
            Assert.Equal(raw["log_entries"]!.AsArray().Count, events.Count);
            Assert.All(events, happened => Assert.NotEqual(IncidentEventType.Other, happened.Type));
            Assert.All(events.Where(happened => happened.Type is IncidentEventType.Notified), happened => Assert.Equal((true, "email"), (happened.Person?.EndsWith("Amini", StringComparison.Ordinal), happened.Channel)));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"","created_at":"2024-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":"Q1","created_at":"yesterday"}""")]
    public void What_lacks_its_identity_is_no_fact(string json)
    {
        Assert.Null(JsonSerializer.Deserialize(json, PagerDutyJson.Default.PagerDutyIncident)!.ToFact(Severities, []));
        Assert.Null(JsonSerializer.Deserialize(json, PagerDutyJson.Default.PagerDutyLogEntry)!.ToFact("Q0", Nobody));
    }

    [Fact]
    public void What_did_not_exist_when_this_was_written_is_survived()
    {
        var incident = JsonSerializer.Deserialize(
            """{"id":"Q1","created_at":"2024-01-01T00:00:00Z","status":"paused","priority":{"summary":"Whatever"},"assignments":[null,{}],"service":null,"incident_number":"7"}""",
            PagerDutyJson.Default.PagerDutyIncident)!;
        var entry = JsonSerializer.Deserialize("""{"id":"R1","type":"sung_log_entry","created_at":"2024-01-01T00:00:00Z","channel":{"notification":null}}""", PagerDutyJson.Default.PagerDutyLogEntry)!;

        Assert.Equal((IncidentStatus.Triggered, null, null, null), Told(incident.ToFact(Severities, [])!));
        Assert.Equal(IncidentEventType.Other, entry.ToFact("Q1", Nobody)!.Type);

        static (IncidentStatus, IncidentSeverity?, string?, string?) Told(Incident fact) => (fact.Status, fact.Severity, fact.Service, fact.Assignee);
    }
}
