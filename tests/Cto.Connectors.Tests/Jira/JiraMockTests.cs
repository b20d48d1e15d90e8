using Cto.Connectors.Http;
using Cto.Connectors.Jira;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Jira;

/// <summary>The connector's routes against servers that are made of Atlassian's own descriptions and refuse what is not in them.</summary>
[Collection(MockVendors.Collection)]
public sealed class JiraMockTests(MockVendors vendors)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_platform_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var api = (await OpenAsync(services, "jira")).For<IJiraApi>(JiraJson.Default);

        var found = (await api.SearchAsync("updated >= \"2026-01-01 00:00\" ORDER BY updated ASC", new JiraFieldMap([], null).Wanted, "changelog", 100, null, Token)).Content;
        Assert.NotNull(found.Issues![0]!.Fields!.Project!.Key);
        Assert.NotNull((await api.CountAsync(new("project = PAY"), Token)).Count);
        Assert.NotNull((await api.ChangelogAsync("10002", 0, 100, Token)).Values![0]!.Items![0]!.ToText);
        Assert.NotNull((await api.ProjectsAsync(0, 100, "lead,issueTypes", Token)).Values![0]!.Name);
        Assert.NotNull((await api.MyselfAsync(Token)).Content.TimeZone);
        Assert.NotNull((await api.UsersAsync("mia", 10, Token))[0]!.AccountId);
        Assert.NotNull((await api.IssueAsync("ED-1", "summary,attachment", "changelog", Token)).Fields!.Project!.Key);
        Assert.NotNull((await api.TransitionsAsync("ED-1", Token)).Transitions![0]!.To!.Name);
        Assert.NotNull((await api.CreateAsync(new(new() { ["summary"] = "s" }), Token)).Key);
        await api.MoveAsync("ED-1", new(new() { Id = "5" }), Token);
    }

    [Fact]
    public async Task Every_route_of_Jira_Software_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var api = (await OpenAsync(services, "jira-software")).For<IJiraAgileApi>(JiraJson.Default);

        Assert.Equal("scrum board", (await api.BoardsAsync(0, 50, Token)).Values![0]!.Name);
        // The description calls the parameter "state" an object, which no query can satisfy: its prose says states separated by commas.
        var sprint = (await api.SprintsAsync(84, null, 0, 50, Token)).Values![0]!;
        Assert.Equal((37, "sprint 1", 5L), (sprint.Id, sprint.Name, sprint.OriginBoardId!.Value));
        Assert.NotNull(sprint.ClosedAt);
        Assert.NotNull((await api.SprintAsync(37, Token)).StartDate);
    }

    private async Task<SourceHttp> OpenAsync(IServiceProvider services, string description)
    {
        var address = await vendors.AddressAsync(description);
        var credentials = JiraCredentials.Of(VendorSource.Of("jira", address.ToString(), description == "jira" ? "token" : "oauth", ("email", "a@b.test"), ("token", "t")).Credentials);
        return services.GetRequiredService<SourceHttpFactory>().Open(address, new JiraDialect(address, credentials, isServer: false));
    }
}
