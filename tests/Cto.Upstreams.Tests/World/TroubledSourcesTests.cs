using System.Text.Json;
using Cto.Connectors;
using Cto.Domain.Sources;
using Cto.Testing;
using Cto.Upstreams.Tests.Syncing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Upstreams.Tests.World;

/// <summary>Story 11 as the connectors hear it from the vendors.</summary>
public sealed class TroubledSourcesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jiras_token_ends_in_five_days()
    {
        await using var company = await Demo.StartAsync(clock: new StandingClock(Demo.Now));
        await using var services = Services(Demo.Now);

        var check = await services.Connector("jira").CheckAsync(Connection(company, "jira"), Token);

        Assert.Equal(5, (check.CredentialExpiresAt!.Value - Demo.Now).Days);
    }

    [Fact]
    public async Task CircleCI_has_used_92_percent_of_its_limit_and_waits()
    {
        // Others of the account use it up some minutes after the company's start.
        var now = Demo.Now.AddMinutes(10);
        await using var company = await Demo.StartAsync(clock: new StandingClock(now));
        await using var services = Services(now);

        var waits = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var _ in services.Connector("circleci").PullAsync(Connection(company, "circleci"), "pipelines", null, Token))
            {
            }
        });

        Assert.Equal((SourceFault.Throttled, true), (waits.Fault, waits.RetryAt > now));
        Assert.StartsWith("CircleCI: 920,001 of 1,000,000 requests are used", waits.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_that_ended_yesterday_opens_nothing()
    {
        await using var company = await Demo.StartAsync(clock: new StandingClock(Demo.Now));
        await using var services = Services(Demo.Now);
        var ended = Assert.Single(company.Sources, source => source.EndsAt <= Demo.Now);
        var connection = ended.ToConnection(Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal(SourceFault.Unauthorized, (await Assert.ThrowsAsync<SourceException>(() => services.Connector(ended.Connector).CheckAsync(connection, Token))).Fault);
        using (company.Simulation.Credentials.Excuse(ended.Credentials["token"]))
        {
            Assert.Equal(ended.EndsAt, (await services.Connector(ended.Connector).CheckAsync(connection, Token)).CredentialExpiresAt);
        }

        Assert.Equal(SourceFault.Unauthorized, (await Assert.ThrowsAsync<SourceException>(() => services.Connector(ended.Connector).CheckAsync(connection, Token))).Fault);
    }

    [Fact]
    public async Task When_Jiras_token_has_ended_it_opens_nothing_and_the_truth_says_so()
    {
        var now = Demo.Now.AddDays(6);
        await using var company = await Demo.StartAsync(clock: new StandingClock(now));
        await using var services = Services(now);
        var jira = company.Sources.Single(source => source.Connector == "jira");
        var check = () => services.Connector("jira").CheckAsync(jira.ToConnection(Guid.NewGuid(), Guid.NewGuid()), Token);

        Assert.Equal(["SonarQube Mobile"], Failing(company, Demo.Now));
        Assert.Equal([jira.Name, "SonarQube Mobile"], Failing(company, now));
        Assert.Equal(SourceFault.Unauthorized, (await Assert.ThrowsAsync<SourceException>(check)).Fault);
        using (company.Simulation.Credentials.Excuse(jira.Credentials["token"]))
        {
            Assert.Equal(jira.EndsAt, (await check()).CredentialExpiresAt);
        }
    }

    private static IEnumerable<string> Failing(UpstreamsHost company, DateTimeOffset at) =>
        JsonSerializer.SerializeToElement(company.Truth.Answer("sources/failing", at)).EnumerateArray().Select(source => source.GetProperty("Name").GetString()!).Order(StringComparer.Ordinal);

    private static SourceConnection Connection(UpstreamsHost company, string connector) => company.Sources.First(source => source.Connector == connector).ToConnection(Guid.NewGuid(), Guid.NewGuid());

    private static ServiceProvider Services(DateTimeOffset now) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(new StandingClock(now))
        .AddConnectors(DemoConnections.Configuration())
        .BuildServiceProvider();
}
