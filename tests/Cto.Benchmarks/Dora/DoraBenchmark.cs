using System.Diagnostics;
using System.Globalization;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Domain.Tenants;
using Cto.Insights;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.Links;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Storage;
using Cto.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cto.Benchmarks.Dora;

/// <summary>DORA with evidence and matching over long histories: what the question costs, and what the matching behind it costs when facts change.</summary>
internal static class DoraBenchmark
{
    private const int Asked = 31;
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        // The same days of work over a longer history, and the whole million in the shorter one.
        await MeasureAsync(18, 333_333, cancellationToken);
        await MeasureAsync(54, 1_000_000, cancellationToken);
        await MeasureAsync(18, 1_000_000, cancellationToken);
    }

    private static async Task MeasureAsync(int months, int pullRequests, CancellationToken cancellationToken)
    {
        var owner = await PostgresCluster.Shared.CreateDatabaseAsync(cancellationToken);
        await using var services = new ServiceCollection().AddLogging().AddStore().AddInsights().AddSingleton<IConnectorCatalog, NoConnectors>()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cto"] = owner }).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreReadiness>().StartingAsync(cancellationToken);
        var company = new Tenant { Id = Guid.NewGuid(), Name = "Acme", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        await services.GetRequiredService<Insights.Tenants.TenantStore>().AddAsync(company, cancellationToken);
        var source = await services.GetRequiredService<SourceStore>().PushSourceAsync(company.Id, cancellationToken);
        Say($"{months} months, {pullRequests:N0} pull requests, {pullRequests / 5:N0} deployments, {pullRequests / 50:N0} incidents");

        LinkInMemory([.. new DoraHistory(months, pullRequests, Now).Facts()]);
        await TimeAsync("write the facts", () => WriteAsync(services, company, source, new DoraHistory(months, pullRequests, Now).Facts(), cancellationToken));
        var refresh = services.GetRequiredService<LinkRefresh>();
        await TimeAsync("link them all", () => refresh.RefreshAsync(company, cancellationToken));
        await using (var connection = new NpgsqlConnection(owner))
        {
            // What autovacuum does within a minute of such a load.
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(new("vacuum analyze", commandTimeout: 600, cancellationToken: cancellationToken));
        }

        var dora = services.GetRequiredService<InsightCatalog>().Find("delivery.dora")!;
        await TimeAsync("first question of the process", () => AskAsync(dora, company, "last-90-days", null, cancellationToken));
        await ManyAsync("90 days, all services", () => AskAsync(dora, company, "last-90-days", null, cancellationToken));
        await ManyAsync("90 days, one service", () => AskAsync(dora, company, "last-90-days", "service-7", cancellationToken));
        await ManyAsync("30 days, all services", () => AskAsync(dora, company, "last-30-days", null, cancellationToken));
        foreach (var name in new[] { "delivery.lead-time", "delivery.deployments", "delivery.change-failures", "pull-requests.cycle-time", "pull-requests.open", "pull-requests.review-load" })
        {
            var insight = services.GetRequiredService<InsightCatalog>().Find(name)!;
            await TimeAsync($"{name}, 90 days, the second time", () => AskAsync(insight, company, name == "pull-requests.open" ? null : "last-90-days", null, cancellationToken), warm: true);
        }

        await WriteAsync(services, company, source, [Late()], cancellationToken);
        await TimeAsync("link again after one deployment", () => refresh.RefreshAsync(company, cancellationToken));
    }

    private static void LinkInMemory(List<Fact> facts)
    {
        var changes = facts.OfType<PullRequest>().Select(pull => Change.Of(pull)!).ToLookup(change => change.Repository["acme/".Length..]);
        var deployments = facts.OfType<Deployment>().ToLookup(deployment => deployment.Service);
        var incidents = facts.OfType<Incident>().ToLookup(incident => incident.Service);
        var (clock, shipped) = (Stopwatch.StartNew(), 0);
        foreach (var service in deployments)
        {
            var links = DeliveryLinks.Of(new() { Service = service.Key, Deployments = [.. service], Changes = [.. changes[service.Key]], Incidents = [.. incidents[service.Key]] });
            shipped += links.Changes.Count(change => change.Deployment is not null);
        }

        Say($"  {$"link in memory ({shipped:N0} changes shipped)",-55} {clock.Elapsed.TotalMilliseconds,8:N0} ms");
    }

    private static Deployment Late() => new()
    {
        Key = "late", Service = "service-7", Repository = "acme/service-7", Environment = "production", Commit = "late", StartedAt = Now.AddMinutes(-1), FinishedAt = Now, Result = DeploymentResult.Success,
    };

    private static async Task WriteAsync(ServiceProvider services, Tenant company, Guid source, IEnumerable<Fact> facts, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<FactStore>();
        foreach (var page in facts.Chunk(5_000))
        {
            await store.WriteAsync(new FactWrite(company.Id, source, "push", new FactPage { Facts = page, Cursor = page[^1].Key }), cancellationToken);
        }
    }

    private static async Task AskAsync(IInsight insight, Tenant company, string? period, string? service, CancellationToken cancellationToken)
    {
        var given = new Dictionary<string, string?> { ["period"] = period, ["service"] = service }.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));
        var reply = await insight.AskAsync(new InsightQuestion(company, InsightParameters.Parse(insight.Descriptor, given), Now), cancellationToken);
        if (reply.Status != InsightStatus.Answered || reply.Answer is DoraAnswer { LeadTime.Count: 0 })
        {
            throw new InvalidOperationException($"{insight.Descriptor.Name} did not answer: {reply.Sentence}");
        }
    }

    private static async Task ManyAsync(string name, Func<Task> ask)
    {
        await ask();
        var times = new double[Asked];
        var bytes = GC.GetTotalAllocatedBytes();
        for (var i = 0; i < Asked; i++)
        {
            var clock = Stopwatch.StartNew();
            await ask();
            times[i] = clock.Elapsed.TotalMilliseconds;
        }

        bytes = (GC.GetTotalAllocatedBytes() - bytes) / Asked;
        Array.Sort(times);
        Say($"  {name,-55} best {times[0],8:N1} ms   median {times[Asked / 2],8:N1} ms   worst {times[^1],8:N1} ms   {bytes / 1024,7:N0} KB");
    }

    private static async Task TimeAsync(string name, Func<Task> work, bool warm = false)
    {
        if (warm)
        {
            await work();
        }

        var clock = Stopwatch.StartNew();
        await work();
        Say($"  {name,-55} {clock.Elapsed.TotalMilliseconds,8:N0} ms");
    }

    private static void Say(FormattableString text) => Console.WriteLine("dora: " + text.ToString(CultureInfo.InvariantCulture));

    private sealed class NoConnectors : IConnectorCatalog
    {
        public IReadOnlyList<ConnectorDescriptor> All => [];

        public ISourceConnector? Find(string kind) => null;
    }
}
