using Cto.Domain.Sources;
using Cto.Upstreams.Vendors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>The real connectors, allowed to reach the simulated company and quick to give up, and the connections that the demo makes.</summary>
internal static class DemoConnections
{
    /// <summary>Every setting under which connectors run here.</summary>
    public static IConfiguration Configuration(params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string?>
        {
            ["Connectors:AllowPrivateNetworks"] = "true",
            ["Connectors:RetryDelay"] = "00:00:00.002",
            ["Connectors:TryTimeout"] = "00:00:10",
            // The clock of these tests stands: waits are told, not waited.
            ["Connectors:LongestWait"] = "00:00:00",
        };
        foreach (var (name, value) in more)
        {
            values[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    public static SourceConnection ToConnection(this DemoSource source, Guid tenant, Guid id) => new()
    {
        TenantId = tenant,
        SourceId = id,
        Connector = source.Connector,
        Name = source.Name,
        Settings = new(source.Settings),
        Credentials = source.ToCredentials(),
    };

    public static SourceCredentials? ToCredentials(this DemoSource source) =>
        source.CredentialKind is { } kind ? new(kind, source.Credentials.ToDictionary(part => part.Key, part => new Secret(part.Value))) : null;

    public static ISourceConnector Connector(this IServiceProvider services, string kind) =>
        services.GetRequiredService<IConnectorCatalog>().Find(kind) ?? throw new InvalidOperationException($"There is no connector {kind}.");
}
