using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Sources;

/// <summary>The history of syncs, the newest of each source.</summary>
public sealed class SyncRuns(Database database)
{
    /// <summary>How many runs of a source are kept: a month of one sync every five minutes.</summary>
    public const int Kept = 10_000;

    private const string Insert = """
        insert into sync_run (tenant_id, source_id, started_at, ended_at, outcome, fault, pages, inserted, updated, unchanged, withdrawn, rejected)
        select @tenantId, @sourceId, @StartedAt, @EndedAt, @Outcome, @Fault, @Pages, @Inserted, @Updated, @Unchanged, @Withdrawn, @Rejected
        where exists (select 1 from source where id = @sourceId and not deleting);
        delete from sync_run where source_id = @sourceId
          and started_at < (select started_at from sync_run where source_id = @sourceId order by started_at desc offset @Kept limit 1)
        """;

    private const string SelectLatest = """
        select started_at as StartedAt, ended_at as EndedAt, outcome, fault, pages, inserted, updated, unchanged, withdrawn
        from sync_run where source_id = @sourceId order by started_at desc limit @count
        """;

    /// <summary>The latest runs of a source, the newest first; rejections are counted in the table, their reasons are in the log.</summary>
    public async Task<IReadOnlyList<SyncRun>> LatestAsync(Guid tenantId, Guid sourceId, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var rows = await connection.QueryAsync<Row>(new(SelectLatest, new { sourceId, count }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRun())];
    }

    public async Task RecordAsync(Guid tenantId, Guid sourceId, SyncRun run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await connection.ExecuteAsync(new(
            Insert,
            new
            {
                tenantId,
                sourceId,
                run.StartedAt,
                run.EndedAt,
                Outcome = Choices<SyncOutcome>.Word(run.Outcome),
                Fault = run.Fault is { } fault ? Choices<SourceFault>.Word(fault) : null,
                run.Pages,
                run.Written.Inserted,
                run.Written.Updated,
                run.Written.Unchanged,
                run.Written.Withdrawn,
                Rejected = run.Written.Rejected.Count,
                Kept = Kept - 1,
            },
            cancellationToken: cancellationToken));
    }

    private sealed record Row(DateTime StartedAt, DateTime EndedAt, string Outcome, string? Fault, int Pages, long Inserted, long Updated, long Unchanged, long Withdrawn)
    {
        public SyncRun ToRun() => new(
            StartedAt, EndedAt, Choices<SyncOutcome>.Of(Outcome), Fault is null ? null : Choices<SourceFault>.Of(Fault), Pages,
            new() { Inserted = Inserted, Updated = Updated, Unchanged = Unchanged, Withdrawn = Withdrawn });
    }
}
