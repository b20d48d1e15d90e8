using Cto.Connectors.Datadog;
using Cto.Connectors.Http;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Datadog;

/// <summary>The routes against servers that are made of Datadog's own descriptions and refuse what is not in them.</summary>
[Collection(MockVendors.Collection)]
public sealed class DatadogMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_route_of_the_first_version_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var (token, api) = (TestContext.Current.CancellationToken, await OpenAsync<IDatadogApi>(services, "datadog-v1"));

        Assert.True((await api.ValidateAsync(token)).Content.Valid);
        Assert.NotNull((await api.SlosAsync(1000, 0, token)).Content.Data![0]!.Thresholds);
        Assert.NotNull((await api.SloHistoryAsync("abc", 1_704_236_088, 1_704_322_488, token)).Content.Data);
        Assert.NotNull((await api.MonitorsAsync(true, 0, 1000, token)).Content[0]!.Name);
        Assert.NotNull((await api.HostsAsync(0, 1000, false, token)).Content.HostList![0]!.Name);
    }

    [Fact]
    public async Task Every_route_of_the_second_version_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var (token, api) = (TestContext.Current.CancellationToken, await OpenAsync<IDatadogV2Api>(services, "datadog-v2"));
        var request = DatadogTimeseriesRequest.Of([DatadogExpression.Parse("1 - avg:system.mem.pct_usable{*} by {service}")!], Connectors.Today.AddDays(-1), Connectors.Today, TimeSpan.FromMinutes(5));

        Assert.NotNull((await api.IncidentsAsync(100, 0, token)).Content.Data![0]!.Id);
        Assert.NotNull((await api.TimeseriesAsync(request, token)).Content.Data!.Attributes!.Times);
    }

    private async Task<TApi> OpenAsync<TApi>(ServiceProvider services, string description)
    {
        var address = await vendors.AddressAsync(description);
        var keys = new DatadogCredentials(DatadogSample.At(address).Credentials);
        return services.GetRequiredService<SourceHttpFactory>().Open(address, new DatadogDialect(address, keys, "test")).For<TApi>(DatadogJson.Default);
    }
}
