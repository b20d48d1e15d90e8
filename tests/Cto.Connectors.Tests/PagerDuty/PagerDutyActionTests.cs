using System.Text.Json.Nodes;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Tests.PagerDuty;

public sealed class PagerDutyActionTests
{
    private static readonly Guid Id = new("7f3c2c1e-0000-4000-8000-000000000001");

    [Fact]
    public async Task An_incident_is_triggered_once_however_often_it_is_tried()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        var trigger = new TriggerIncident { Id = Id, Service = "checkout service", Title = "Cards are refused", Details = "Since the deployment", Urgent = false };

        var outcome = await ActAsync(stub, trigger);
        var again = await ActAsync(stub, trigger);

        var sent = Assert.Single(stub.Http.Requests, request => request is { Method: "POST", Target: "/incidents" });
        var body = JsonNode.Parse(sent.Body)!["incident"]!;
        Assert.Equal(("incident", "PSVC", "service_reference", "low", Id.ToString("N")), ((string?)body["type"], (string?)body["service"]!["id"], (string?)body["service"]!["type"], (string?)body["urgency"], (string?)body["incident_key"]));
        Assert.Equal(("cto@acme.test", "Since the deployment"), (sent.Header("From"), (string?)body["body"]!["details"]));
        Assert.Equal((outcome.Name, outcome.Summary), (again.Name, again.Summary));
        Assert.Equal("Cards are refused", outcome.Facts.OfType<Incident>().Single().Title);
    }

    [Fact]
    public async Task An_attempt_whose_outcome_is_unknown_is_found_again()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.BreaksAfterCreating = true;
        var trigger = new TriggerIncident { Id = Id, Service = "PSVC", Title = "Down" };

        var outcome = await ActAsync(stub, trigger);
        var again = await ActAsync(stub, trigger);

        Assert.Equal(("#1", "#1"), (outcome.Name, again.Name));
        Assert.Single(stub.Incidents);
    }

    [Fact]
    public async Task An_attempt_that_may_not_have_arrived_is_not_called_a_success()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Refused["POST /incidents"] = 503;

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(stub, new TriggerIncident { Id = Id, Service = "PSVC", Title = "Down" }));

        Assert.StartsWith("It is not known whether PagerDuty triggered the incident", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_the_service_cannot_be_looked_up_leaves_nothing_unknown()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Refused["GET /services"] = 503;

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(stub, new TriggerIncident { Id = Id, Service = "PSVC", Title = "Down" }));

        Assert.Equal(SourceFault.Unavailable, fault.Fault);
        Assert.DoesNotContain("not known whether", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, stub.Count("/incidents"));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        await using var stub = await StubPagerDuty.StartAsync();

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(stub, new TriggerIncident { Id = Id, Service = "warp drive", Title = "x" }));

        Assert.Equal((SourceFault.NotFound, true), (fault.Fault, fault.Message.Contains("warp drive", StringComparison.Ordinal)));
        Assert.DoesNotContain(stub.Http.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("#1")]
    [InlineData("1")]
    [InlineData("pagerduty:Q1")]
    public async Task An_incident_is_acknowledged_once(string name)
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Incident("Q1", 10);

        var outcome = await ActAsync(stub, new AcknowledgeIncident(name) { Id = Id });
        await ActAsync(stub, new AcknowledgeIncident(name) { Id = Id });

        Assert.Single(stub.Http.Requests, request => request.Method == "PUT");
        Assert.Contains("acknowledged", outcome.Summary, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Acknowledged, outcome.Facts.OfType<Incident>().Single().Status);
    }

    [Fact]
    public async Task What_is_resolved_is_not_acknowledged()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Incident("Q1", 10, "resolved");

        var fault = await Assert.ThrowsAsync<SourceException>(() => ActAsync(stub, new AcknowledgeIncident("1") { Id = Id }));

        Assert.Contains("resolved already", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(stub.Http.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task A_note_is_added_once_and_another_of_the_same_words_beside_it()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Incident("Q1", 10);

        await ActAsync(stub, new AddIncidentNote("1", "Rolling back") { Id = Id });
        await ActAsync(stub, new AddIncidentNote("1", "Rolling back") { Id = Id });
        await ActAsync(stub, new AddIncidentNote("1", "Rolling back") { Id = Guid.NewGuid() });

        Assert.Equal(2, stub.Notes.Count);
        Assert.All(stub.Notes, note => Assert.StartsWith("Rolling back\n\n(CTO Assistant, ", (string?)note["content"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_does_not_know_it_says()
    {
        await using var stub = await StubPagerDuty.StartAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => ActAsync(stub, new AddComment("PAY-1", "x") { Id = Id }));
    }

    [Fact]
    public async Task The_check_names_a_missing_right_and_whose_key_it_is()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        stub.Refused["GET /schedules"] = 403;
        await using var services = Connectors.Start();
        var source = PagerDutySample.At(stub.Http.Address);
        var anonymous = source with { Settings = new(source.Settings.Values.Where(setting => setting.Key != "actAs").ToDictionary()) };

        var check = await services.Connector("pagerduty").CheckAsync(source, TestContext.Current.CancellationToken);
        var nobody = await services.Connector("pagerduty").CheckAsync(anonymous, TestContext.Current.CancellationToken);

        Assert.Equal("Connected to acme.pagerduty.com with a key of the account: 1 service in reach.", check.Summary);
        Assert.Contains("scope schedules.read", Assert.Single(check.Warnings), StringComparison.Ordinal);
        Assert.Contains(nobody.Warnings, warning => warning.StartsWith("Incidents cannot be triggered", StringComparison.Ordinal));
        Assert.Equal("Token token=pagerduty-key", stub.Http.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task A_token_from_OAuth_is_a_bearers()
    {
        await using var stub = await StubPagerDuty.StartAsync();
        await using var services = Connectors.Start();
        var source = PagerDutySample.At(stub.Http.Address) with { Credentials = new(OAuthCredential.Kind, new Dictionary<string, Secret> { [OAuthCredential.Token] = new("pdus+_0X") }) };

        await services.Connector("pagerduty").CheckAsync(source, TestContext.Current.CancellationToken);

        Assert.All(stub.Http.Requests, request => Assert.Equal("Bearer pdus+_0X", request.Header("Authorization")));
    }

    private static async Task<ActionOutcome> ActAsync(StubPagerDuty stub, SourceAction action)
    {
        await using var services = Connectors.Start();
        return await services.Connector("pagerduty").Actions!.ActAsync(PagerDutySample.At(stub.Http.Address), action, TestContext.Current.CancellationToken);
    }
}
