using Cto.Connectors.CircleCI;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.CircleCI;

/// <summary>The connector against a server that is made of CircleCI's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class CircleMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var source = VendorSource.Of("circleci", (await vendors.AddressAsync("circleci")).ToString(), "token", ("token", "t")).With(("projects", "gh/acme/search-api"));
        var (api, token, id) = (services.GetRequiredService<CircleSessions>().Open(source).Api, TestContext.Current.CancellationToken, StubCircle.Id(1));

        Assert.NotNull((await api.MeAsync(token)).Login);
        Assert.NotNull((await api.OrganizationPipelinesAsync("gh/acme", null, token)).Items![0]!.CreatedAt);
        Assert.NotNull((await api.ProjectPipelinesAsync("gh/acme/search-api", null, token)).Items![0]!.CreatedAt);
        Assert.NotNull((await api.PipelineAsync(id, token)).CreatedAt);
        Assert.NotNull((await api.WorkflowsAsync(id, null, token)).Items![0]!.Status);
        Assert.NotNull((await api.JobsAsync(id, null, token)).Items![0]!.Name);
    }
}
