using System.Diagnostics;
using System.Globalization;
using Cto.Domain.Sources;
using Cto.Domain.Tenants;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Tests.Sources;

/// <summary>A real process with the real grain host, killed without warning wherever it happens to be.</summary>
public sealed class SourceKillTests
{
    private const int Kills = 20;

    private const string SelectFacts = """
        select 'commit', key, subject, changed_at::text from commit
        union all select 'deployment', key, ref, changed_at::text from deployment
        union all select 'pull_request', key, title, changed_at::text from pull_request
        order by 1, 2
        """;

    private const string SelectStreams = "select stream, cursor, facts from source_stream order by stream";

    private const string SelectLinks = "select (select count(*) from delivery_dirty)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_twenty_times_in_the_middle_it_ends_as_if_nothing_had_happened()
    {
        // Two databases, because a process looks after every source of its own.
        await using var calmly = await ServicesAsync();
        await using var services = await ServicesAsync();
        var (calm, troubled) = (await ConnectAsync(calmly), await ConnectAsync(services));
        await RunAsync(calmly, calm, pageTime: 0);

        var kills = 0;
        for (var chance = new Random(7); kills < Kills; kills++)
        {
            // Killed after some more pages of progress, at an instant of its own: in a page, between two, in the middle of a commit.
            var goal = await PagesAsync(services, troubled) + chance.Next(3, 12);
            using var process = Start(services, troubled, pageTime: 3);
            try
            {
                while (!process.HasExited && await PagesAsync(services, troubled) < goal)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Token);
                }

                Assert.False(process.HasExited, $"It was done before it could be killed {kills + 1} times.");
            }
            finally
            {
                process.Kill();
            }

            await process.WaitForExitAsync(Token);
        }

        await RunAsync(services, troubled, pageTime: 0);
        Assert.Equal(await RowsAsync(calmly, calm, SelectFacts), await RowsAsync(services, troubled, SelectFacts));
        Assert.Equal(await RowsAsync(calmly, calm, SelectStreams), await RowsAsync(services, troubled, SelectStreams));
        Assert.Equal(await RowsAsync(calmly, calm, SelectLinks), await RowsAsync(services, troubled, SelectLinks));
        Assert.Equal((3 * 2_008) - 50, (await RowsAsync(services, troubled, SelectFacts)).Count);
    }

    private static async Task<ServiceProvider> ServicesAsync()
    {
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(Token);
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build())
            .AddStore().AddSchema(typeof(ISourceGrain).Assembly).BuildServiceProvider();
        await services.GetRequiredService<StoreReadiness>().StartingAsync(Token);
        return services;
    }

    private static async Task<SourceKey> ConnectAsync(ServiceProvider services)
    {
        var tenant = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.Utc };
        await services.GetRequiredService<TenantStore>().AddAsync(tenant, Token);
        return new(tenant.Id, await services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant.Id, Connector = "slow", Name = "one", Settings = SourceSettings.Empty }, Token));
    }

    private static async Task RunAsync(ServiceProvider services, SourceKey source, int pageTime)
    {
        using var process = Start(services, source, pageTime);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience.Limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
        }

        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(ServiceProvider services, SourceKey source, int pageTime) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Cto.SyncChild.dll"), services.GetRequiredService<IConfiguration>().GetConnectionString("cto")!, source.ToString(), pageTime.ToString(CultureInfo.InvariantCulture), FreePort.Take().ToString(CultureInfo.InvariantCulture) },
        RedirectStandardOutput = true,
    })!;

    private static async Task<long> PagesAsync(ServiceProvider services, SourceKey source)
    {
        await using var connection = await services.GetRequiredService<Database>().OpenAsync(source.Tenant, Token);
        return await connection.ExecuteScalarAsync<long>("select coalesce(sum(cursor::int), 0) from source_stream");
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(ServiceProvider services, SourceKey source, string sql)
    {
        await using var connection = await services.GetRequiredService<Database>().OpenAsync(source.Tenant, Token);
        return [.. (await connection.QueryAsync(sql)).Select(row => string.Join(" | ", ((IDictionary<string, object?>)row).Values))];
    }
}
