using Cto.Domain;
using Cto.Insights.Delivery.ChangeFailures;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.Delivery;

public sealed class ChangeFailuresInsightTests
{
    private const string ChangeFailures = "delivery.change-failures";

    [Fact]
    public async Task Services_are_ranked_by_rate_and_those_with_few_deployments_not_at_all()
    {
        var company = await StartAsync();
        Fact[] shop = [.. Enumerable.Range(1, 6).Select(i => Deployed($"V{i}", i * 10)), Deployed("V5", 70), Broke("INC-1", 51, resolved: 53)];
        Fact[] pay = [.. Enumerable.Range(1, 5).Select(i => Deployed($"P{i}", i * 10, "pay"))];
        await company.PushAsync([.. shop, .. pay, Deployed("R1", 5, "runners"), Broke("INC-2", 6, service: "runners")]);
        var reply = await company.AskAsync(ChangeFailures);
        var answer = Assert.IsType<ChangeFailuresAnswer>(reply.Answer);
        // V6 rolled back, V5 to blame for INC-1, R1 for INC-2: 3 of 6 + 5 + 1.
        Assert.Equal((3, 12, 0.25), (answer.Failed, answer.Denominator, answer.Rate));
        Assert.Equal(
            [new ServiceFailures("shop", null, 2, 6, 1 / 3.0, 1), new ServiceFailures("pay", null, 0, 5, 0, 2), new ServiceFailures("runners", null, 1, 1, 1, null)], answer.Ranking);
        Assert.Equal(["shop:V6@60:production", "shop:V5@50:production", "runners:R1@5:production"], answer.Failures.Select(failure => failure.Key));
        Assert.Equal(["rolled back"], answer.Failures[0].Reasons);
        Assert.Equal(["incident INC-1"], answer.Failures[1].Reasons);
        Assert.Equal([10 * 3600.0, 2 * 3600.0, null], answer.Failures.Select(failure => failure.RecoverySeconds));
        Assert.Contains("most fragile service is shop", reply.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incidents_without_a_deployment_are_listed_with_the_reason_and_not_counted()
    {
        var company = await StartAsync();
        var staging = Deployed("V2", 100, environment: "staging");
        await company.PushAsync(
            Deployed("V1", 1), staging, Broke("INC-1", 26), Broke("INC-2", 300, service: null), Broke("INC-3", 101, deployment: staging.Key), Broke("INC-4", 24.9));
        var answer = await company.AnswerAsync<ChangeFailuresAnswer>(ChangeFailures);
        Assert.Equal(1, answer.Failed);
        Assert.Equal(["INC-2", "INC-3", "INC-1"], answer.Unattributed.Select(incident => incident.Key));
        Assert.Equal(
            [
                "It names neither a service nor a deployment.", "It names a deployment that is not a successful one in production.",
                "No deployment of shop succeeded in production in the 24 hours before it.",
            ],
            answer.Unattributed.Select(incident => incident.Why));
        Assert.Equal(["INC-3", "INC-1"], (await company.AnswerAsync<ChangeFailuresAnswer>(ChangeFailures, "service=shop")).Unattributed.Select(incident => incident.Key));
    }
}
