using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Domain.Tenants;
using Cto.Insights.Facts;
using Cto.Insights.Sources;
using Cto.Insights.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Insights.Tests.Delivery;

/// <summary>A tenant over a real Postgres into which a test pushes facts and asks; times are hours since 1 March 2026, it is asked 30 days later.</summary>
internal sealed class Company
{
    public static readonly DateTimeOffset Begin = DateTimeOffset.Parse("2026-03-01T00:00:00Z");

    // Tenants are closed to each other, so that all can live in one database.
    private static readonly Lazy<Task<TestStore>> Shared = new(() => TestStore.StartAsync());

    private Company(TestStore store, Tenant tenant)
    {
        Store = store;
        Tenant = tenant;
    }

    public TestStore Store { get; }
    public Tenant Tenant { get; set; }
    public DateTimeOffset Now { get; set; } = Begin.AddDays(30);

    public static async Task<Company> StartAsync(string zone = "UTC")
    {
        var store = await Shared.Value;
        return new(store, new Tenant { Id = await store.TenantAsync(), Name = "Acme", TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) });
    }

    public static DateTimeOffset At(double hours) => Begin.AddHours(hours);

    public async Task<FactsWritten> PushAsync(params Fact[] facts)
    {
        var source = await Store.Services.GetRequiredService<SourceStore>().PushSourceAsync(Tenant.Id, TestContext.Current.CancellationToken);
        return await Store.Services.GetRequiredService<FactStore>().WriteAsync(
            new FactWrite(Tenant.Id, source, "push", new FactPage { Facts = facts, Cursor = "1" }), TestContext.Current.CancellationToken);
    }

    public async Task<FactsWritten> WithdrawAsync(params FactKey[] keys)
    {
        var source = await Store.Services.GetRequiredService<SourceStore>().PushSourceAsync(Tenant.Id, TestContext.Current.CancellationToken);
        return await Store.Services.GetRequiredService<FactStore>().WriteAsync(
            new FactWrite(Tenant.Id, source, "push", new FactPage { Facts = [], Withdrawn = keys }), TestContext.Current.CancellationToken);
    }

    /// <param name="insight">Its name.</param>
    /// <param name="query">As in the API: <c>service=shop&amp;period=last-7-days</c>.</param>
    public async Task<InsightReply> AskAsync(string insight, string query = "")
    {
        var asked = Store.Services.GetRequiredService<InsightCatalog>().Find(insight)!;
        var parameters = InsightParameters.Parse(asked.Descriptor, query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
        return await asked.AskAsync(new InsightQuestion(Tenant, parameters, Now), TestContext.Current.CancellationToken);
    }

    public async Task<T> AnswerAsync<T>(string insight, string query = "") => Assert.IsType<T>((await AskAsync(insight, query)).Answer);

    public static Service Service(string name, string? team = null, params string[] repositories) => new() { Key = name, Name = name, Team = team, Repositories = repositories };

    public static Deployment Deployed(string version, double at, string service = "shop", string environment = "production") => new()
    {
        Key = $"{service}:{version}@{at}:{environment}",
        Service = service,
        Environment = environment,
        Commit = version,
        StartedAt = At(at),
        FinishedAt = At(at),
        Result = DeploymentResult.Success,
        Url = $"https://example.test/{version}",
    };

    public static PullRequest Merged(string commit, double at, double? firstCommit = null, string repository = "acme/shop", string author = "ann") => new()
    {
        Key = $"{repository}#{commit}",
        Repository = repository,
        Number = 1,
        Title = $"Change {commit}",
        Author = author,
        CreatedAt = At(firstCommit ?? (at - 2)),
        FirstCommitAt = At(firstCommit ?? (at - 2)),
        MergedAt = At(at),
        ClosedAt = At(at),
        MergeCommit = commit,
        Url = $"https://example.test/{commit}",
    };

    public static Incident Broke(string key, double at, double? resolved = null, string? service = "shop", string? deployment = null) => new()
    {
        Key = key,
        Title = $"Incident {key}",
        Service = service,
        Status = resolved is null ? IncidentStatus.Triggered : IncidentStatus.Resolved,
        StartedAt = At(at),
        ResolvedAt = resolved is { } end ? At(end) : null,
        Deployment = deployment,
        Url = $"https://example.test/{key}",
    };
}
