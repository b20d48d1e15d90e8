using System.Diagnostics;
using System.Globalization;
using Cto.Connectors;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Benchmarks.GitHub;

/// <summary>100,000 pull requests from a GitHub without delay: read and mapped alone, then all the way into Postgres.</summary>
internal static class GitHubSyncBenchmark
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var upstream = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["github-upstream"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            var address = await upstream.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The upstream ended at once.");
            await using var services = Services(await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken));
            await services.GetRequiredService<StoreReadiness>().StartingAsync(cancellationToken);
            var source = await SourceAsync(services, address, cancellationToken);
            var connector = services.GetRequiredService<IConnectorCatalog>().Find("github")!;
            var store = services.GetRequiredService<FactStore>();

            await PassAsync("warm-up", connector, source, static (_, _) => Task.CompletedTask, 20, cancellationToken);
            await PassAsync("read and map", connector, source, static (_, _) => Task.CompletedTask, int.MaxValue, cancellationToken);
            var written = FactsWritten.Nothing;
            await PassAsync(
                "into Postgres",
                connector,
                source,
                async (page, token) => written = written.And(await store.WriteAsync(new(source.TenantId, source.SourceId, "pull-requests", page), token)),
                int.MaxValue,
                cancellationToken);
            Console.WriteLine($"github: {written.Inserted} inserted, {written.Rejected.Count} rejected");
        }
        finally
        {
            upstream.StandardInput.Close();
            await upstream.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task PassAsync(
        string name, ISourceConnector connector, SourceConnection source, Func<FactPage, CancellationToken, Task> take, int pages, CancellationToken cancellationToken)
    {
        GC.Collect();
        using var us = Process.GetCurrentProcess();
        var (before, peak, read, allocated, clock) = (us.WorkingSet64, 0L, 0, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        await foreach (var page in connector.PullAsync(source, "pull-requests", null, cancellationToken))
        {
            await take(page, cancellationToken);
            read += page.Facts.Count;
            us.Refresh();
            peak = Math.Max(peak, us.WorkingSet64);
            if (--pages == 0)
            {
                break;
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"github: {name,-14} {read,7:N0} pull requests, {read / clock.Elapsed.TotalSeconds,8:N0} a second, {(peak - before) >> 20} MB extra, {(GC.GetTotalAllocatedBytes() - allocated) / read} B allocated each"));
    }

    private static async Task<SourceConnection> SourceAsync(ServiceProvider services, string address, CancellationToken cancellationToken)
    {
        var tenant = Guid.NewGuid();
        await using (var connection = await services.GetRequiredService<Database>().OpenSharedAsync(cancellationToken))
        {
            await connection.ExecuteAsync("insert into tenant (id, name) values (@tenant, 'Acme')", new { tenant });
        }

        return new()
        {
            TenantId = tenant,
            SourceId = await services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant, Connector = "github", Name = "Bench" }, cancellationToken),
            Connector = "github",
            Name = "Bench",
            Settings = new(new Dictionary<string, string> { ["baseUrl"] = address, ["organization"] = "acme" }),
        };
    }

    private static ServiceProvider Services(string database)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = database, ["Connectors:AllowPrivateNetworks"] = "true" })
            .Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddStore().AddConnectors(configuration).BuildServiceProvider();
    }
}
