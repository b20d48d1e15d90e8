using Cto.Connectors.Snyk;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Snyk;

/// <summary>The connector against a server that is made of Snyk's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class SnykMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var session = services.GetRequiredService<SnykSessions>().Open(VendorSource.Of("snyk", (await vendors.AddressAsync("snyk")).ToString(), "token", ("token", "t")));
        var token = TestContext.Current.CancellationToken;

        var organizations = await session.Api.OrganizationsAsync(ISnykApi.Version, 100, token);
        var projects = await session.Api.ProjectsAsync(StubSnyk.Organization, ISnykApi.Version, "target", 100, token);
        var issues = await session.Api.IssuesAsync(StubSnyk.Organization, ISnykApi.Version, "2026-01-01T00:00:00.000Z", 100, token);

        Assert.NotNull(organizations.Data![0]!.Id);
        Assert.NotNull(projects.Data![0]!.Attributes!.Name);
        Assert.NotNull(issues.Data![0]!.Attributes!.CreatedAt);
    }

    [Fact]
    public async Task The_stream_asks_as_the_description_wants_and_does_not_follow_its_example_of_a_link()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var source = VendorSource.Of("snyk", (await vendors.AddressAsync("snyk")).ToString(), "token", ("token", "t"));

        var (_, fault) = await services.Connector("snyk").PagesAsync(source, "issues");

        // The description's example of a next page is on example.com.
        Assert.Contains("another host", fault!.Message, StringComparison.Ordinal);
    }
}
