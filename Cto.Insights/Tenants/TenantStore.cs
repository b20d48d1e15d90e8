using System.Collections.Concurrent;
using System.Text.Json;
using Cto.Domain.Delivery;
using Cto.Domain.Tenants;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Tenants;

/// <summary>The companies of this installation. Reads are kept for <see cref="KeptFor"/>, because every question begins with one, or until <see cref="Heard"/>.</summary>
public sealed class TenantStore(Database database, TimeProvider clock)
{
    /// <summary>How long another process may see an older name, zone or rules after a change that it did not hear of.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private const string SelectOne = "select id, name, time_zone as timezone, settings::text as settings, version from tenant where id = @id";

    private const string SelectAll = "select id, name, time_zone as timezone, settings::text as settings, version from tenant order by created_at, id";

    private const string Insert = "insert into tenant (id, name, time_zone, settings) values (@Id, @Name, @Zone, @Settings::jsonb) returning version";

    private const string Update = "update tenant set name = @Name, time_zone = @Zone, settings = @Settings::jsonb, version = version + 1 where id = @Id returning version";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<Guid, Kept> _kept = new();

    /// <summary>Another process changed a company of which this one kept an older reading: what was answered by that may be wrong.</summary>
    public event Action<Guid>? Outdated;

    /// <returns><see langword="null"/> when there is no such tenant.</returns>
    public async ValueTask<Tenant?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(id, out var kept) && kept.Tenant is not null && kept.Until > clock.GetUtcNow())
        {
            return kept.Tenant;
        }

        await using var connection = await database.OpenSharedAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(SelectOne, new { id }, cancellationToken: cancellationToken));
        return row is null ? null : Keep(row.ToTenant());
    }

    /// <summary>Every tenant, the oldest first.</summary>
    public async Task<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(SelectAll, cancellationToken: cancellationToken));
        return [.. rows.Select(row => Keep(row.ToTenant()))];
    }

    public Task AddAsync(Tenant tenant, CancellationToken cancellationToken) => WriteAsync(Insert, tenant, cancellationToken);

    /// <summary>Writes name, zone and rules.</summary>
    /// <returns>The company with its new version.</returns>
    public Task<Tenant> UpdateAsync(Tenant tenant, CancellationToken cancellationToken) => WriteAsync(Update, tenant, cancellationToken);

    /// <summary>Another process says that there is this version: an older reading is not kept any longer, nor one that is still on its way.</summary>
    public void Heard(Guid id, long version)
    {
        var before = Exchange(id, kept => kept.Newest < version ? new(null, default, version) : kept);
        if (before.Tenant is not null && before.Newest < version)
        {
            Outdated?.Invoke(id);
        }
    }

    /// <summary>Reads every company anew: it may have changed unheard.</summary>
    public void Doubt()
    {
        foreach (var id in _kept.Keys)
        {
            Exchange(id, kept => kept with { Until = default });
        }
    }

    private async Task<Tenant> WriteAsync(string sql, Tenant tenant, CancellationToken cancellationToken)
    {
        var row = new { tenant.Id, tenant.Name, Zone = tenant.TimeZone.Id, Settings = JsonSerializer.Serialize(new Settings(tenant.Delivery), Json) };
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        // No version: the company is not there any more, as if it had been removed just after.
        var version = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, row, cancellationToken: cancellationToken));
        var written = tenant with { Version = version ?? tenant.Version };
        Exchange(tenant.Id, kept => With(kept, written));
        return written;
    }

    private Tenant Keep(Tenant read)
    {
        var before = Exchange(read.Id, kept => With(kept, read));
        if (before.Tenant is not null && before.Newest < read.Version)
        {
            Outdated?.Invoke(read.Id);
        }

        return read;
    }

    private Kept With(Kept kept, Tenant read) => read.Version < kept.Newest ? kept : new(read, clock.GetUtcNow() + KeptFor, read.Version);

    /// <returns>What was kept before.</returns>
    private Kept Exchange(Guid id, Func<Kept, Kept> change)
    {
        Kept before = default;
        _kept.AddOrUpdate(id, _ => change(before = default), (_, kept) => change(before = kept));
        return before;
    }

    /// <param name="Tenant"><see langword="null"/> when it has to be read.</param>
    /// <param name="Newest">The highest version that was read or heard of.</param>
    private readonly record struct Kept(Tenant? Tenant, DateTimeOffset Until, long Newest);

    private sealed record Settings(DeliveryRules? Delivery);

    private sealed record Row(Guid Id, string Name, string TimeZone, string Settings, long Version)
    {
        public Tenant ToTenant() => new()
        {
            Id = Id,
            Name = Name,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone),
            Version = Version,
            Delivery = JsonSerializer.Deserialize<Settings>(Settings, Json)?.Delivery ?? DeliveryRules.Default,
        };
    }
}
