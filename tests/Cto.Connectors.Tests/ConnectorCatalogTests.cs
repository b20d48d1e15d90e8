using Cto.Domain.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests;

public sealed class ConnectorCatalogTests
{
    private static readonly IConnectorCatalog Catalog = new ServiceCollection()
        .AddLogging()
        .AddConnectors(new ConfigurationBuilder().Build())
        .BuildServiceProvider()
        .GetRequiredService<IConnectorCatalog>();

    [Fact]
    public void An_unknown_kind_has_no_connector() => Assert.Null(Catalog.Find("no-such-vendor"));

    [Fact]
    public void Every_kind_is_found_by_its_name() =>
        Assert.All(Catalog.All, descriptor => Assert.Same(descriptor, Catalog.Find(descriptor.Kind)?.Descriptor));

    [Fact]
    public void Every_number_has_bounds_and_every_default_is_a_value_that_may_be_given()
    {
        var settings = Catalog.All.SelectMany(connector => connector.Settings).ToList();

        Assert.All(settings.Where(setting => setting.Type == SettingType.Number), number => Assert.True(number.Least <= number.Most, number.Name));
        Assert.All(settings.Where(setting => setting.Default is not null), setting => Assert.Null(setting.Objection(setting.Default!)));
    }
}
