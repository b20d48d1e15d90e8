using Cto.Connectors.Asana;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Asana;

/// <summary>The connector's routes against a server that is made of Asana's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class AsanaMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var session = services.GetRequiredService<AsanaSessions>().Open(VendorSource.Of("asana", (await vendors.AddressAsync("asana")).ToString(), "token", ("token", "t")));
        var token = TestContext.Current.CancellationToken;

        Assert.NotNull((await session.MeAsync(token)).Workspaces[0].Gid);
        // The description forgets that owners have names; Asana takes the path of any field.
        Assert.NotNull((await session.Api.ProjectsAsync("1331", AsanaSession.ProjectFields.Replace(",owner.name", "", StringComparison.Ordinal), 100, null, token)).Data![0]!.Name);
        Assert.NotNull((await session.Api.TasksAsync("321654", "2026-01-01T00:00:00.000Z", AsanaTaskStream.Fields, 100, null, token)).Data![0]!.Gid);
        Assert.NotNull((await session.Api.TaskAsync("321654", AsanaTaskStream.Fields, token)).Data!.CreatedAt);
    }
}
