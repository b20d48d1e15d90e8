using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests;

/// <summary>The connectors as the program registers them, allowed to reach loopback and quick to give up.</summary>
internal static class Connectors
{
    /// <summary>Shortly after the first days of November 2026, in which the stubs' histories lie.</summary>
    public static readonly DateTimeOffset Today = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    public static ServiceProvider Start(TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Connectors:AllowPrivateNetworks"] = "true",
            ["Connectors:RetryDelay"] = "00:00:00.005",
            ["Connectors:TryTimeout"] = "00:01:00",
            // A clock that stands never ends a wait: what would be waited for is a fault at once.
            ["Connectors:LongestWait"] = "00:00:00",
        };
        foreach (var (name, value) in settings)
        {
            values[$"Connectors:{name}"] = value;
        }

        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock ?? new StandingClock(Today))
            .AddSingleton<FixedInventory>()
            .AddSingleton<IInventory>(provider => provider.GetRequiredService<FixedInventory>())
            .AddConnectors(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
    }

    public static ISourceConnector Connector(this ServiceProvider services, string kind) => services.GetRequiredService<IConnectorCatalog>().Find(kind)!;

    /// <summary>Every page of a stream until it ends; the fault that ended it instead, if one did.</summary>
    public static async Task<(IReadOnlyList<FactPage> Pages, SourceException? Fault)> PagesAsync(this ISourceConnector connector, SourceConnection source, string stream, string? cursor = null)
    {
        var pages = new List<FactPage>();
        try
        {
            await foreach (var page in connector.PullAsync(source, stream, cursor, TestContext.Current.CancellationToken))
            {
                pages.Add(page);
            }

            return (pages, null);
        }
        catch (SourceException e)
        {
            return (pages, e);
        }
    }

    public static IEnumerable<Fact> Facts(this IEnumerable<FactPage> pages) => pages.SelectMany(page => page.Facts);

    /// <summary>Where the next pull goes on.</summary>
    public static string? Cursor(this IReadOnlyList<FactPage> pages) => pages.LastOrDefault(page => page.Cursor is not null)?.Cursor;
}
