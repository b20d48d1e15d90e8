using System.Diagnostics;
using System.Globalization;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Benchmarks.Facts;

/// <summary>Rows a second into an own Postgres, page by page as a sync writes them: new, written again, and changed.</summary>
internal static class FactWriteBenchmark
{
    private const int Rows = 100_000;
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken) }).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreReadiness>().StartingAsync(cancellationToken);
        var tenant = Guid.NewGuid();
        await using (var connection = await services.GetRequiredService<Database>().OpenSharedAsync(cancellationToken))
        {
            await connection.ExecuteAsync("insert into tenant (id, name) values (@tenant, 'Acme')", new { tenant });
        }

        var source = await services.GetRequiredService<SourceStore>().CreateAsync(new() { TenantId = tenant, Connector = "bench", Name = "Bench" }, cancellationToken);
        var store = services.GetRequiredService<FactStore>();
        await PassAsync("warm-up", store, tenant, source, 500, [.. Enumerable.Range(0, 5_000).Select(number => Fact(number + Rows, ""))], cancellationToken);
        foreach (var page in new[] { 100, 1_000 })
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"p{page}-");
            List<Fact> facts = [.. Enumerable.Range(0, Rows).Select(number => Fact(number, prefix))];
            await PassAsync($"new, pages of {page}", store, tenant, source, page, facts, cancellationToken);
            await PassAsync($"again, pages of {page}", store, tenant, source, page, facts, cancellationToken);
            await PassAsync($"changed, pages of {page}", store, tenant, source, page, [.. facts.Select(fact => fact with { ChangedAt = Start.AddYears(1) })], cancellationToken);
        }

        foreach (var (name, facts) in Series.All(Start))
        {
            await PassAsync($"{name}, pages of 2000", store, tenant, source, 2_000, facts, cancellationToken);
            await PassAsync($"{name} again", store, tenant, source, 2_000, facts, cancellationToken);
        }

        await SizesAsync(services.GetRequiredService<Database>(), cancellationToken);
    }

    private static async Task SizesAsync(Database database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        foreach (var (table, heap, indexes) in await connection.QueryAsync<(string, long, long)>(
            "select relname::text, pg_relation_size(oid), pg_indexes_size(oid) from pg_class where relname in ('sli_sample', 'metric_sample', 'charge') order by 1"))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"facts: {table,-24} {heap / Series.Rows,10:N0} B/row and {indexes / Series.Rows,3:N0} B/row of indexes"));
        }
    }

    private static async Task PassAsync(string name, FactStore store, Guid tenant, Guid source, int page, List<Fact> facts, CancellationToken cancellationToken)
    {
        var (clock, written, bytes) = (Stopwatch.StartNew(), FactsWritten.Nothing, GC.GetTotalAllocatedBytes());
        foreach (var chunk in facts.Chunk(page))
        {
            written = written.And(await store.WriteAsync(new(tenant, source, "all", new FactPage { Facts = chunk, Cursor = chunk[^1].Key }), cancellationToken));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"facts: {name,-24} {facts.Count / clock.Elapsed.TotalSeconds,10:N0} rows/s   {(GC.GetTotalAllocatedBytes() - bytes) / facts.Count,6} B/row   inserted {written.Inserted}, updated {written.Updated}, unchanged {written.Unchanged}"));
    }

    /// <summary>A mix as a code host gives it: pull requests, reviews, commits, deployments, runs.</summary>
    private static Fact Fact(int number, string prefix)
    {
        var (at, repository, key) = (Start.AddMinutes(number), $"acme/service-{number % 40}", string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}"));
        return (number % 5) switch
        {
            0 => new PullRequest
            {
                Key = key, ChangedAt = at, Url = "https://example.test/" + key, Repository = repository, Number = number, Title = $"Improve part {number} of the service a good deal", Author = "ada",
                CreatedAt = at, FirstCommitAt = at, MergedAt = at, ClosedAt = at, MergeCommit = key, Additions = 10, Deletions = 3, Labels = ["feature", "reviewed"],
            },
            1 => new Review { Key = key, ChangedAt = at, PullRequest = key, Repository = repository, Reviewer = "bob", SubmittedAt = at, State = ReviewState.Approved },
            2 => new Commit { Key = key, ChangedAt = at, Repository = repository, Sha = key, Subject = $"Improve part {number}", Author = "Ada", AuthorEmail = "ada@example.test", AuthoredAt = at, CommittedAt = at, Mainline = true },
            3 => new Deployment
            {
                Key = key, ChangedAt = at, Service = repository, Repository = repository, Environment = "production", Commit = key, Ref = "v1", StartedAt = at, FinishedAt = at,
                Result = DeploymentResult.Success, Commits = ["a1b2c3", "d4e5f6"],
            },
            _ => new PipelineRun { Key = key, ChangedAt = at, Repository = repository, Name = "ci", Branch = "main", Commit = key, CreatedAt = at, StartedAt = at, FinishedAt = at, Result = PipelineResult.Success },
        };
    }
}
