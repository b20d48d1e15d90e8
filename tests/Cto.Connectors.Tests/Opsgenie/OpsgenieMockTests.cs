using Cto.Connectors.Http;
using Cto.Connectors.Opsgenie;
using Cto.Connectors.Tests.Http;
using Cto.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Opsgenie;

/// <summary>The connector against a server that is made of Opsgenie's own description and refuses what is not in it.</summary>
[Collection(MockVendors.Collection)]
public sealed class OpsgenieMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        var address = await vendors.AddressAsync("opsgenie");
        await using var services = Connectors.Start();
        var token = TestContext.Current.CancellationToken;
        var api = services.GetRequiredService<SourceHttpFactory>()
            .Open(address, new OpsgenieDialect(address, OpsgenieSample.At(address).Credentials))
            .For<IOpsgenieApi>(OpsgenieJson.Default);

        Assert.NotNull((await api.AlertsAsync("createdAt >= 1 AND createdAt < 2", "updatedAt", "desc", 100, 0, token)).Content.Data![0]!.Id);
        Assert.NotNull((await api.IncidentsAsync("createdAt >= 1", "createdAt", "asc", 100, 0, token)).Content.Data![0]!.Id);
        Assert.NotNull((await api.SchedulesAsync(token)).Content.Data![0]!.Name);
        Assert.NotNull((await api.TimelineAsync("a schedule", "id", 6, "weeks", "2026-11-02T00:00:00Z", token)).Content.Data!.FinalTimeline!.Rotations![0]!.Periods);
        Assert.NotNull((await api.OnCallsAsync(true, token)).Content.Data);
    }

    [Fact]
    public async Task What_the_description_answers_becomes_facts_of_the_streams_kinds()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var source = OpsgenieSample.At(await vendors.AddressAsync("opsgenie"), ("historyDays", "20"));
        foreach (var stream in OpsgenieStreams.All.Where(stream => stream.Name is not OpsgenieStreams.Directory))
        {
            var (pages, _) = await services.Connector("opsgenie").PagesAsync(source, stream.Name);

            Assert.Empty(pages.Facts().Select(FactKinds.Of).Except(stream.FactKinds));
        }
    }
}
