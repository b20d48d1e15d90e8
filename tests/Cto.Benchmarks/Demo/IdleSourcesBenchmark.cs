using System.Diagnostics;
using System.Globalization;
using Cto.Benchmarks.Web;
using Cto.Domain.Sources;
using Cto.Grains;
using Cto.Grains.Sources;
using Cto.Grains.Widgets;
using Cto.Insights;
using Cto.Insights.Storage;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cto.Benchmarks.Demo;

/// <summary>10,000 connected sources in one process, each polled every five minutes and none with anything new: memory, and how late a poll begins.</summary>
internal static class IdleSourcesBenchmark
{
    private const int Sources = 10_000;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(2);

    private const string Insert = """
        insert into tenant (id, name) values (@tenant, 'Acme');
        select set_config('cto.tenant', @tenant::text, false);
        insert into source (id, tenant_id, connector, name, created_at, state, last_success_at, next_attempt_at)
        select gen_random_uuid(), @tenant, 'idle', 'Source ' || n, now(), 'idle', now(), @first + n * @apart from generate_series(0, @sources - 1) n;
        insert into source_address (source_id, tenant_id) select id, tenant_id from source;
        """;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var connector = new IdleConnector(TimeProvider.System);
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:cto"] = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken),
            ["Logging:LogLevel:Default"] = "Error",
        });
        builder.Services.AddStore().AddInsights().AddWidgets().AddSources();
        builder.Services.AddSingleton<IConnectorCatalog>(connector).AddSingleton<IOAuthGrants>(connector);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Take(), gatewayPort: 0).ConfigureGrains());
        using var host = builder.Build();
        await host.Services.GetRequiredService<StoreReadiness>().StartingAsync(cancellationToken);
        // They fall due one after the other, evenly, from a minute on: until then all are woken.
        var first = TimeProvider.System.GetUtcNow().AddMinutes(1);
        var due = await DueAsync(host.Services.GetRequiredService<Database>(), first, cancellationToken);
        await host.StartAsync(cancellationToken);
        await Task.Delay(first + Watched - TimeProvider.System.GetUtcNow(), TimeProvider.System, cancellationToken);

        var end = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        var missed = due.Count(source => source.Value < end && !connector.AskedAt.ContainsKey(source.Key));
        List<double> late = [.. connector.AskedAt.Where(asked => due[asked.Key] < end).Select(asked => (asked.Value - due[asked.Key]).TotalMilliseconds).Order()];
        using var us = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"idle-sources: {Sources:N0} sources, {us.WorkingSet64 >> 20} MB resident, {us.TotalProcessorTime.TotalSeconds:N1} s of processor in {(Watched + TimeSpan.FromMinutes(1)).TotalSeconds:N0} s; a poll begins late by {Percentiles.Text(late)}; {missed} missed"));
        await host.StopAsync(cancellationToken);
    }

    private static async Task<Dictionary<Guid, DateTimeOffset>> DueAsync(Database database, DateTimeOffset first, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(Insert, new { tenant = Guid.NewGuid(), first, apart = Every / Sources, sources = Sources }, cancellationToken: cancellationToken));
        return (await connection.QueryAsync<(Guid Id, DateTime At)>("select id, next_attempt_at from source")).ToDictionary(source => source.Id, source => new DateTimeOffset(source.At, TimeSpan.Zero));
    }
}
