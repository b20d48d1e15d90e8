using System.Text;
using Cto.Connectors.Http;
using Cto.Connectors.SonarQube;
using Cto.Connectors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.SonarQube;

/// <summary>The connector against servers that are made of SonarQube's own lists of routes and refuse what is not in them.</summary>
[Collection(MockVendors.Collection)]
public sealed class SonarMockTests(MockVendors vendors)
{
    [Fact]
    public async Task Every_stream_reads_what_the_description_answers()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var source = VendorSource.Of("sonarqube", (await vendors.AddressAsync("sonarqube")).ToString(), "token", ("token", "t"));

        foreach (var stream in services.Connector("sonarqube").Descriptor.Streams)
        {
            var (pages, fault) = await services.Connector("sonarqube").PagesAsync(source, stream.Name);

            Assert.Null(fault);
            Assert.NotNull(pages.Cursor());
        }
    }

    [Fact]
    public async Task Every_route_is_answered()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var (address, token) = (await vendors.AddressAsync("sonarqube"), TestContext.Current.CancellationToken);
        var api = services.GetRequiredService<SonarSessions>().Open(VendorSource.Of("sonarqube", address.ToString(), "basic", ("token", "t"))).Api;

        Assert.NotNull((await api.ProjectsAsync("analysisDate", 500, 1, token)).Content.Components![0]!.Key);
        Assert.Equal("45", (await api.HistoryAsync("p", "complexity,ncloc", "2017-01-23T00:00:00+0000", 80, 1, token)).Measures![0]!.History![0]!.Value);
        Assert.Equal("ERROR", (await api.GateAsync("p", token)).ProjectStatus!.Status);
        await api.IssuesAsync("p", "BUG", "false", "severities", 1, token);
    }

    [Fact]
    public async Task The_second_version_tells_its_version()
    {
        Assert.SkipWhen(vendors.Unavailable is not null, vendors.Unavailable ?? "");
        await using var services = Connectors.Start();
        var address = await vendors.AddressAsync("sonarqube-v2");
        var api = services.GetRequiredService<SourceHttpFactory>().Open(address, new SonarDialect(address, VendorSource.Of("sonarqube", "", "token", ("token", "t")).Credentials)).For<ISonarQubeV2Api>(SonarJson.Default);

        Assert.NotEmpty(Encoding.UTF8.GetString((await api.VersionAsync(TestContext.Current.CancellationToken)).Content));
    }
}
