using Cto.Domain.Sources;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Sources;

/// <summary>What each source has used, a row a calendar month.</summary>
public sealed class SourceUsages(Database database, TimeProvider clock)
{
    private const string Add = """
        insert into source_usage as u (tenant_id, source_id, month, calls, cost)
        select tenant_id, id, @month, @Calls, @Cost from source where id = @sourceId and not deleting
        on conflict (source_id, month) do update set calls = u.calls + excluded.calls, cost = u.cost + excluded.cost
        returning month, calls, cost
        """;

    /// <returns>This month with it; <see langword="null"/> when the source is gone.</returns>
    public async Task<StoredUsage?> AddAsync(Guid tenantId, Guid sourceId, UsageCount count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredUsage>(
            new(Add, new { sourceId, month = MonthlyBudget.MonthOf(clock.GetUtcNow()), count.Calls, count.Cost }, cancellationToken: cancellationToken));
    }
}

/// <summary>What a source used in the month that begins on a day.</summary>
public sealed record StoredUsage(DateOnly Month, long Calls, decimal Cost);
