using Cto.Domain.Delivery;
using static Cto.Domain.Tests.Delivery.Story;

namespace Cto.Domain.Tests.Delivery;

public sealed class IncidentAttributionTests
{
    private static readonly Deployment[] Line = [Deployed("o", 0), Deployed("a", 10), Deployed("b", 20), Deployed("c", 30)];

    [Fact]
    public void The_deployment_that_the_incident_names_goes_before_all_else() => Expect("o@0", IncidentRule.ExplicitLink, Line, Broke(21, deployment: "o@0"));

    [Fact]
    public void A_named_deployment_that_is_no_successful_one_in_production_takes_the_blame_from_all_others() =>
        Expect(null, IncidentRule.Unattributed, [.. Line, Deployed("x", 20.5, "staging")], Broke(21, deployment: "x@20.5"));

    [Fact]
    public void A_name_that_nobody_knows_says_nothing() => Expect("b@20", IncidentRule.LastDeployment, Line, Broke(21, deployment: "elsewhere"));

    [Theory]
    [InlineData("INC-7")]
    [InlineData("incident:INC-7")]
    [InlineData("caused/inc-7")]
    [InlineData("pagerduty:INC-7")]
    public void A_deployment_that_names_the_incident_and_finished_before_it_is_its_cause(string label) =>
        Expect("a@10", IncidentRule.ExplicitLink, [Line[0], Line[1] with { Labels = [label] }, Line[2]], Broke(21));

    [Fact]
    public void A_pull_request_that_names_the_incident_makes_the_later_deployment_its_fix()
    {
        var links = Link(Line, [Merged("c", 25, title: "Close INC-7: retry payments")], [Broke(21)]);
        Assert.True(links.The("c@30") is { IncidentFix: true, Rework: true });
        Assert.Equal("b@20", links.Incidents[0].Deployment!.Key);
        Assert.Equal(TimeSpan.FromHours(9), links.The("b@20").Failure!.Recovery);
    }

    [Theory]
    [InlineData("INC-71 is another one")]
    [InlineData("XINC-7")]
    [InlineData("7")]
    public void Other_words_name_no_incident(string title) => Assert.False(Link(Line, [Merged("c", 25, title: title)], [Broke(21)]).The("c@30").IncidentFix);

    [Fact]
    public void A_rollback_during_the_incident_says_which_deployment_failed() =>
        // V2 failed and was seen only after V3: the last deployment before the incident is V3.
        Expect("V2@2", IncidentRule.Rollback, [Deployed("V1", 1), Deployed("V2", 2), Deployed("V3", 3), Deployed("V1", 6, began: 5)], Broke(4, resolved: 7));

    [Theory]
    [InlineData(4.0, 4.5)] // resolved before the rollback began
    [InlineData(5.0, 7.0)] // the rollback began with it, not after
    public void A_rollback_that_did_not_begin_during_the_incident_says_nothing(double start, double resolved) =>
        Expect("V3@3", IncidentRule.LastDeployment, [Deployed("V1", 1), Deployed("V2", 2), Deployed("V3", 3), Deployed("V1", 6, began: 5)], Broke(start, resolved));

    [Fact]
    public void A_rollback_more_than_24_hours_into_the_incident_says_nothing()
    {
        Deployment[] line = [Deployed("V1", 1), Deployed("V2", 2), Deployed("V3", 3)];
        Expect("V2@2", IncidentRule.Rollback, [.. line, Deployed("V1", 30, began: 28)], Broke(4));
        Expect("V3@3", IncidentRule.LastDeployment, [.. line, Deployed("V1", 30, began: 28.1)], Broke(4));
    }

    [Fact]
    public void What_failed_by_the_rollback_must_have_finished_before_the_incident_began() =>
        // The rollback undoes V2, which came after the incident began.
        Expect("V1@1", IncidentRule.LastDeployment, [Deployed("V1", 1), Deployed("V2", 5), Deployed("V1", 6)], Broke(4, resolved: 8));

    [Theory]
    [InlineData(54, "c@30")]
    [InlineData(54.01, null)]
    [InlineData(30, "c@30")]
    [InlineData(29.99, "b@20")]
    [InlineData(-1, null)]
    public void Else_the_last_deployment_at_most_24_hours_before_is_taken(double start, string? key) =>
        Expect(key, key is null ? IncidentRule.Unattributed : IncidentRule.LastDeployment, Line, Broke(start));

    [Fact]
    public void The_window_can_be_configured() =>
        Expect("c@30", IncidentRule.LastDeployment, Line, Broke(77), DeliveryRules.Default with { AttributionWindow = TimeSpan.FromHours(48) });

    [Fact]
    public void Failed_runs_cause_no_incident() =>
        Expect("a@10", IncidentRule.LastDeployment, [Line[0], Line[1], Line[2] with { Result = DeploymentResult.Failure }], Broke(21));

    [Fact]
    public void An_unattributed_incident_is_listed_and_fails_nothing()
    {
        var links = Link(Line, incidents: [Broke(200)]);
        Assert.Empty(links.Failed());
        Assert.Equal(IncidentRule.Unattributed, Assert.Single(links.Incidents).Rule);
    }

    private static void Expect(string? key, IncidentRule rule, IReadOnlyList<Deployment> line, Incident incident, DeliveryRules? rules = null)
    {
        var links = Link(line, incidents: [incident], rules: rules);
        Assert.Equal((key, rule), (links.Incidents[0].Deployment?.Key, links.Incidents[0].Rule));
        Assert.Equal(key is null ? [] : [key], links.Deployments.Where(link => link.Failure?.Reasons.HasFlag(FailureReasons.Incident) == true).Select(link => link.Deployment.Key));
    }
}
