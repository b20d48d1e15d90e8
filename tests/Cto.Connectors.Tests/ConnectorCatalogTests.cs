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
}
