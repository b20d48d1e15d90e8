using System.Collections.Concurrent;
using System.Text.Json;
using Cto.Domain.Delivery;
using Cto.Domain.Tenants;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Tenants;

/// <summary>The companies of this installation. Reads are kept for <see cref="KeptFor"/>, because every question begins with one.</summary>
public sealed class TenantStore(Database database, TimeProvider clock)
{
    /// <summary>How long another process may see an older name, zone or rules after a change.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private const string SelectOne = "select id, name, time_zone as timezone, settings::text as settings from tenant where id = @id";

    private const string SelectAll = "select id, name, time_zone as timezone, settings::text as settings from tenant order by created_at, id";

    private const string Insert = "insert into tenant (id, name, time_zone, settings) values (@Id, @Name, @Zone, @Settings::jsonb)";

    private const string Update = "update tenant set name = @Name, time_zone = @Zone, settings = @Settings::jsonb where id = @Id";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<Guid, (Tenant Tenant, DateTimeOffset Until)> _kept = new();

    /// <returns><see langword="null"/> when there is no such tenant.</returns>
    public async ValueTask<Tenant?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(id, out var kept) && kept.Until > clock.GetUtcNow())
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
    public Task UpdateAsync(Tenant tenant, CancellationToken cancellationToken) => WriteAsync(Update, tenant, cancellationToken);

    private async Task WriteAsync(string sql, Tenant tenant, CancellationToken cancellationToken)
    {
        var row = new { tenant.Id, tenant.Name, Zone = tenant.TimeZone.Id, Settings = JsonSerializer.Serialize(new Settings(tenant.Delivery), Json) };
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, row, cancellationToken: cancellationToken));
        Keep(tenant);
    }

    private Tenant Keep(Tenant tenant)
    {
        _kept[tenant.Id] = (tenant, clock.GetUtcNow() + KeptFor);
        return tenant;
    }

    private sealed record Settings(DeliveryRules? Delivery);

    private sealed record Row(Guid Id, string Name, string TimeZone, string Settings)
    {
        public Tenant ToTenant() => new()
        {
            Id = Id,
            Name = Name,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone),
            Delivery = JsonSerializer.Deserialize<Settings>(Settings, Json)?.Delivery ?? DeliveryRules.Default,
        };
    }
}
