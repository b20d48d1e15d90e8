using System.Text.Json;
using Cto.Upstreams.Jira;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Upstreams.Tests.Vendors;

/// <summary>What Jira tells by webhook of the issue that waits for another.</summary>
public sealed class JiraHooksTests
{
    [Fact]
    public void A_link_names_the_issue_that_is_waited_for_and_no_other_of_its_title()
    {
        var company = Enumerable.Range(1, 20)
            .Select(seed => new Company(new() { Start = Demo.Now, Scale = 0.02, Seed = seed }, new FakeTimeProvider(Demo.Now)))
            .First(company => company.Planning.Items.First(item => item.Title == Blocker(company).Title) != Blocker(company));

        var told = new JiraVendor(company).Webhooks(Demo.Now.AddDays(-30), Demo.Now).Select(hook => JsonDocument.Parse(hook.Body).RootElement).ToList();

        var link = Assert.Single(told, hook => hook.GetProperty("webhookEvent").GetString() == "issuelink_created").GetProperty("issueLink");
        Assert.Equal(Blocker(company).Id, link.GetProperty("sourceIssueId").GetInt64());
        var change = Assert.Single(told.SelectMany(Changes), change => change.GetProperty("field").GetString() == "Link");
        Assert.Equal(Blocker(company).Key, change.GetProperty("to").GetString());
    }

    private static PlannedItem Blocker(Company company) => company.Planning.Items.Select(item => item.BlockedBy).OfType<PlannedItem>().Single();

    private static IEnumerable<JsonElement> Changes(JsonElement hook) =>
        hook.TryGetProperty("changelog", out var changelog) ? changelog.GetProperty("items").EnumerateArray() : [];
}
