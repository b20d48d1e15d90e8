using System.Text.Json;
using Cto.Connectors.OnCall;
using Cto.Connectors.Opsgenie;
using Cto.Domain.Delivery;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.Opsgenie;

/// <summary>Every payload that was ever recorded of Opsgenie is read into facts.</summary>
public sealed class OpsgenieRecordedTests
{
    private static readonly SeverityNames Severities = new(SourceSettings.Empty);
    private static readonly OpsgenieNames Names = new([], [new() { Id = "695bce3d-4621-4630-8ae1-24eb89c22d6e", Name = "checkout" }], []);

    [Fact]
    public void Every_recorded_file_is_known()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(["incidents.jsonl", "teams.jsonl", "users.jsonl"], Directory.GetFiles(Specs.Path("recorded", "opsgenie")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Recorded_incidents_say_what_they_say()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var incidents = File.ReadLines(Specs.Path("recorded", "opsgenie", "incidents.jsonl"))
            .Select(line => JsonSerializer.Deserialize(line, OpsgenieJson.Default.OpsgenieIncident)!.ToFact(Names, Severities)!).ToList();

        Assert.Equal(["Incident#1", "Incident#2"], incidents.Select(incident => incident.Title));
        Assert.Equal([IncidentStatus.Triggered, IncidentStatus.Resolved], incidents.Select(incident => incident.Status));
        Assert.Equal([IncidentSeverity.Sev3, IncidentSeverity.Sev5], incidents.Select(incident => incident.Severity!.Value));
        Assert.All(incidents, incident => Assert.Equal("checkout", incident.Service));
        Assert.All(incidents, incident => Assert.Equal(incident.Status is IncidentStatus.Resolved, incident.ResolvedAt is not null));
        Assert.Equal("opsgenie:3a74524a-f492-4172-b3f5-6041c7cb404a", incidents[0].Key);
    }

    [Fact]
    public void Recorded_teams_and_users_say_what_they_say()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(["old_team", "new_team"], File.ReadLines(Specs.Path("recorded", "opsgenie", "teams.jsonl")).Select(line => JsonSerializer.Deserialize(line, OpsgenieJson.Default.OpsgenieNamed)!.ToTeam()!.Name));
        var user = JsonSerializer.Deserialize(File.ReadLines(Specs.Path("recorded", "opsgenie", "users.jsonl")).Single(), OpsgenieJson.Default.OpsgenieUser)!;

        Assert.Equal(("Hello World", "person-c3f5761b@example.test"), (user.ToPerson()!.Name, user.ToPerson()!.Email));
        Assert.Equal(("Owner", true), (user.ToAccount()!.Role, user.ToAccount()!.Privileged));
    }

    [Fact]
    public void An_alert_tells_when_it_was_taken_and_closed()
    {
        var alert = JsonSerializer.Deserialize(
            """{"id":"a1","message":"Disk","status":"closed","acknowledged":true,"createdAt":"2026-11-01T10:00:00Z","updatedAt":"2026-11-01T11:00:00Z","priority":"P2","tags":["service:push-gateway",null],"report":{"ackTime":120000,"closeTime":3600000},"integration":{"name":"CloudWatch"},"owner":""}""",
            OpsgenieJson.Default.OpsgenieAlert)!.ToFact(Names)!;

        Assert.Equal((AlertStatus.Closed, "push-gateway", "CloudWatch", null), (alert.Status, alert.Service, alert.Origin, alert.Assignee));
        Assert.Equal((alert.StartedAt.AddMinutes(2), alert.StartedAt.AddHours(1)), (alert.AcknowledgedAt, alert.ClosedAt));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":null,"createdAt":"2026-11-01T10:00:00Z","responders":[null],"tags":null}""")]
    public void What_lacks_its_identity_is_no_fact(string json)
    {
        Assert.Null(JsonSerializer.Deserialize(json, OpsgenieJson.Default.OpsgenieAlert)!.ToFact(Names));
        Assert.Null(JsonSerializer.Deserialize(json, OpsgenieJson.Default.OpsgenieIncident)!.ToFact(Names, Severities));
    }
}
