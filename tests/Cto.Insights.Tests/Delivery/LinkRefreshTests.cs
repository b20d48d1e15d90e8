using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.Links;
using Microsoft.Extensions.DependencyInjection;
using static Cto.Insights.Tests.Delivery.Company;

namespace Cto.Insights.Tests.Delivery;

public sealed class LinkRefreshTests
{
    private const string Dora = "delivery.dora";

    [Fact]
    public async Task An_answer_is_never_older_than_the_facts()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", 1));
        Assert.Equal(1, (await company.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count);
        await company.PushAsync(Deployed("V2", 2));
        Assert.Equal(2, (await company.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count);
        // The rollback arrives late and fails what was counted as fine.
        await company.PushAsync(Deployed("V1", 3));
        Assert.Equal(1, (await company.AnswerAsync<DoraAnswer>(Dora)).ChangeFailureRate.Failed);
        await company.WithdrawAsync(new FactKey(FactKinds.Deployment, Deployed("V1", 3).Key));
        var answer = await company.AnswerAsync<DoraAnswer>(Dora);
        Assert.Equal((2, 0), (answer.DeploymentFrequency.Count, answer.ChangeFailureRate.Failed));
    }

    [Fact]
    public async Task What_did_not_change_is_not_written_again()
    {
        var company = await StartAsync();
        var refresh = company.Store.Services.GetRequiredService<LinkRefresh>();
        await company.PushAsync(
            Service("shop", null, "acme/shop"), Service("pay", null, "acme/pay"), Deployed("V1", 1), Deployed("V2", 5), Deployed("P1", 1, "pay"), Merged("V2", 4), Merged("P1", 0, repository: "acme/pay"),
            Broke("INC-1", 6));
        Assert.Equal(8, await refresh.RefreshAsync(company.Tenant, TestContext.Current.CancellationToken));
        Assert.Equal(0, await refresh.RefreshAsync(company.Tenant, TestContext.Current.CancellationToken));
        // The deployment and its day.
        await company.PushAsync(Deployed("V3", 7));
        Assert.Equal(2, await refresh.RefreshAsync(company.Tenant, TestContext.Current.CancellationToken));
        // A review changes the row of its pull request and no other.
        await company.PushAsync(new Review { Key = "r", PullRequest = Merged("V2", 4).Key, Repository = "acme/shop", Reviewer = "bob", SubmittedAt = At(3), State = ReviewState.Approved });
        Assert.Equal(1, await refresh.RefreshAsync(company.Tenant, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Other_rules_make_other_links()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V1", 1), Deployed("V2", 2, environment: "customer-1"));
        Assert.Equal(1, (await company.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count);
        company.Tenant = company.Tenant with { Delivery = DeliveryRules.Default with { Production = ["production", "customer-*"] } };
        Assert.Equal(2, (await company.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count);
    }

    [Fact]
    public async Task A_service_declared_later_takes_over_what_its_aliases_and_repositories_brought()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("o", 0, "Shop Service"), Deployed("a", 10, "Shop Service"), Merged("a", 9, 8, "acme/store"), Broke("INC-1", 11, service: "The shop"));
        Assert.Equal(1, (await company.AnswerAsync<DoraAnswer>(Dora)).LeadTime.Count); // by the merge commit that it deploys
        await company.PushAsync(Service("shop", "sales", "acme/store") with { Aliases = new Dictionary<string, string> { ["github"] = "Shop Service", ["pagerduty"] = "the shop" } });
        var answer = await company.AnswerAsync<DoraAnswer>(Dora, "service=shop");
        Assert.Equal((2, 1, 1), (answer.DeploymentFrequency.Count, answer.LeadTime.Count, answer.ChangeFailureRate.Failed));
        await Assert.ThrowsAsync<UnknownEntityException>(() => company.AskAsync(Dora, "service=Shop Service"));
        // And gives back what it loses.
        await company.PushAsync(Service("shop", "sales", "acme/other"));
        Assert.Equal(0, (await company.AnswerAsync<DoraAnswer>(Dora, "service=shop")).LeadTime.Count);
    }

    [Fact]
    public async Task A_change_of_a_repository_that_serves_several_services_counts_once_in_a_blend()
    {
        var company = await StartAsync();
        await company.PushAsync(
            Service("api", "one", "acme/mono"), Service("web", "two", "acme/mono"),
            Deployed("o", 0, "api"), Deployed("o", 0, "web"), Deployed("a", 10, "api"), Deployed("a", 20, "web"), Merged("a", 9, 5, "acme/mono"));
        var blend = await company.AnswerAsync<DoraAnswer>(Dora);
        Assert.Equal((1, 5 * 3600.0), (blend.LeadTime.Count, blend.LeadTime.MedianSeconds));
        Assert.Equal(15 * 3600.0, (await company.AnswerAsync<DoraAnswer>(Dora, "service=web")).LeadTime.MedianSeconds);
        Assert.Equal((1, 5 * 3600.0), await company.AnswerAsync<DoraAnswer>(Dora, "repository=acme/mono") is { } mono ? (mono.LeadTime.Count, mono.LeadTime.MedianSeconds) : default);
    }

    [Fact]
    public async Task An_incident_that_names_another_services_deployment_fails_that_one_and_can_change_its_mind()
    {
        var company = await StartAsync();
        var (shop, pay) = (Deployed("s1", 10), Deployed("p1", 10, "pay"));
        await company.PushAsync(shop, pay, Broke("INC-1", 11, deployment: pay.Key));
        Assert.Equal((0, 1), await FailedAsync());
        await company.PushAsync(Broke("INC-1", 11, deployment: shop.Key));
        Assert.Equal((1, 0), await FailedAsync());
        await company.PushAsync(Broke("INC-1", 11, deployment: "unknown-yet"));
        Assert.Equal((1, 0), await FailedAsync()); // by the last deployment of its own service
        await company.PushAsync(Deployed("p2", 10.5, "pay") with { Key = "unknown-yet" });
        Assert.Equal((0, 1), await FailedAsync());

        async Task<(int, int)> FailedAsync() => (
            (await company.AnswerAsync<DoraAnswer>(Dora, "service=shop")).ChangeFailureRate.Failed, (await company.AnswerAsync<DoraAnswer>(Dora, "service=pay")).ChangeFailureRate.Failed);
    }

    [Fact]
    public async Task Readers_and_writers_at_once_end_with_the_links_of_all_facts()
    {
        var company = await StartAsync();
        await company.PushAsync(Deployed("V0", 0));
        await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            await company.PushAsync(Deployed($"V{i}", i));
            Assert.True((await company.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count > 1);
        }));
        Assert.Equal(21, (await company.AnswerAsync<DoraAnswer>(Dora)).DeploymentFrequency.Count);
    }
}
