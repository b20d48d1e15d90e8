using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Deployments;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.Delivery;

public sealed class DeploymentsInsightTests
{
    private const string Deployments = "delivery.deployments";

    [Fact]
    public async Task Runs_are_counted_by_service_and_day_with_their_outcome()
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("shop", "sales"), Deployed("V1", 10), Deployed("V2", 20), Deployed("V1", 30), Deployed("V3", 40) with { Result = DeploymentResult.Failure }, Deployed("P1", -2000, "pay"), Deployed("V9", 5, environment: "qa"));
        var answer = await company.AnswerAsync<DeploymentsAnswer>(Deployments);
        Assert.Equal((3, 1, 1, 0), (answer.Succeeded, answer.FailedRuns, answer.Rollbacks, answer.SucceededBefore));
        Assert.Equal([new ServiceDeployments("shop", "sales", 3, 1, 1, At(40)), new ServiceDeployments("pay", null, 0, 0, 0, At(-2000))], answer.Services);
        Assert.Equal(["failed run", "rollback", "failed change", "success"], answer.Latest.Select(entry => entry.Outcome));
        Assert.Equal(new DeploymentDay(new(2026, 3, 2), 1, 1), answer.Daily[1]);
        Assert.Equal(30, answer.Daily.Count);
    }

    [Fact]
    public async Task Another_environment_can_be_asked_for()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", 10), Deployed("V2", 20, environment: "staging"), Deployed("V3", 21, environment: "Stage-2"), Deployed("V3", 22, environment: "qa"));
        Assert.Equal(2, (await company.AnswerAsync<DeploymentsAnswer>(Deployments, "environment=staging")).Succeeded);
        Assert.Equal(1, (await company.AnswerAsync<DeploymentsAnswer>(Deployments, "environment=testing")).Succeeded);
    }

    [Fact]
    public async Task An_environment_that_nobody_deploys_to_has_no_data()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", 10));
        Assert.Equal(InsightStatus.NoData, (await company.AskAsync(Deployments, "environment=staging")).Status);
    }
}
