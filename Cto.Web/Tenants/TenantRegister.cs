using Cto.Insights.Storage;
using Dapper;

namespace Cto.Web.Tenants;

/// <summary>Makes companies, and knows the first one, whose administrators administer the installation.</summary>
internal sealed class TenantRegister(Database database, TimeProvider clock)
{
    private const string SelectFirst = "select id from tenant order by created_at, id limit 1";

    private const string Insert = "insert into tenant (id, name, time_zone, created_at) values (@id, @name, @timeZone, @now)";

    private Guid? _first;

    /// <returns><see langword="null"/> before the first start made it.</returns>
    public async Task<Guid?> FirstAsync(CancellationToken cancellationToken)
    {
        if (_first is null)
        {
            await using var connection = await database.OpenSharedAsync(cancellationToken);
            _first = await connection.QuerySingleOrDefaultAsync<Guid?>(new(SelectFirst, cancellationToken: cancellationToken));
        }

        return _first;
    }

    public async Task<Guid> AddAsync(string name, TimeZoneInfo timeZone, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await connection.ExecuteAsync(new(Insert, new { id, name, timeZone = timeZone.Id, now }, cancellationToken: cancellationToken));
        return id;
    }
}
