using System.Text.Json;
using Cto.Insights.Delivery.Links;
using Cto.Insights.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Cto.Insights.Facts;

/// <summary>Writes facts: a page, its cursor and its counters in one transaction, as often as you like with the same result.</summary>
public sealed class FactStore(Database database, PendingLinks pending, TimeProvider clock)
{
    /// <summary>How many rows one transaction removes, so that nobody waits for a large source to go.</summary>
    private const int RemovedAtOnce = 5_000;

    private const int Attempts = 5;

    private const string Claim = "select set_config('cto.tenant', $1::text, true), claim_source($2, $3)";

    private const string SaveStream = """
        insert into source_stream as s (tenant_id, source_id, stream, cursor, cursor_at, facts, inserted, updated, unchanged)
        values ($1, $2, $3, $4, case when $4 is not null then $5 end, $6 - $9, $6, $7, $8)
        on conflict (source_id, stream) do update set
            cursor = coalesce(excluded.cursor, s.cursor), cursor_at = coalesce(excluded.cursor_at, s.cursor_at), facts = s.facts + excluded.facts,
            inserted = s.inserted + excluded.inserted, updated = s.updated + excluded.updated, unchanged = s.unchanged + excluded.unchanged
        """;

    private const string SaveProgress = """
        update source set progress = coalesce($3, progress), rate_limit = coalesce($4, rate_limit) where tenant_id = $1 and id = $2 and ($3 is not null or $4 is not null)
        """;

    /// <exception cref="SourceGoneException">The source is not there any more, or a later sync took over; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">Postgres cannot now; nothing was written, and the same write may be tried again.</exception>
    public async Task<FactsWritten> WriteAsync(FactWrite write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(write, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == "CT404")
            {
                throw new SourceGoneException(write.SourceId, e);
            }
            catch (Exception e) when (StoreFailures.From(e) is { } unavailable)
            {
                // Writers lock in one order, so they rarely meet; but who deletes does not.
                if (unavailable.Fault != StoreFault.Contended || attempt == Attempts)
                {
                    throw unavailable;
                }
            }
        }
    }

    /// <summary>Removes a source's facts, little by little; writes for it must be refused already (<c>deleting</c>).</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> RemoveAsync(Guid tenantId, Guid sourceId, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var table in FactTables.All)
        {
            for (var some = (long)RemovedAtOnce; some == RemovedAtOnce; removed += some)
            {
                await using var connection = await database.OpenSharedAsync(cancellationToken);
                await using var batch = connection.CreateBatch();
                batch.BatchCommands.Add(new("select set_config('cto.tenant', $1::text, true)") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId } } });
                batch.BatchCommands.Add(new(table.RemoveSome)
                {
                    Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId }, new NpgsqlParameter<Guid> { TypedValue = sourceId }, new NpgsqlParameter<int> { TypedValue = RemovedAtOnce } },
                });
                await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                await reader.NextResultAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                some = reader.GetInt64(0);
            }
        }

        return removed;
    }

    private async Task<FactsWritten> WriteOnceAsync(FactWrite write, CancellationToken cancellationToken)
    {
        var facts = new FactBatch(write);
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        FactsWritten written;
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(FactBatch.Command(Claim, write, new NpgsqlParameter<long?> { TypedValue = write.Epoch, NpgsqlDbType = NpgsqlDbType.Bigint }));
            foreach (var command in facts.Commands)
            {
                batch.BatchCommands.Add(command);
            }

            if (write.Page.Withdrawn.Count == 0)
            {
                // Upserts are few and long and have one possible plan: a connection makes it once, which doubles the speed of small pages.
                await batch.PrepareAsync(cancellationToken);
            }

            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            written = await facts.ReadAsync(reader, cancellationToken);
        }

        await using var checkpoint = new NpgsqlBatch(connection, transaction);
        checkpoint.BatchCommands.Add(StreamCommand(write, written));
        checkpoint.BatchCommands.Add(FactBatch.Command(SaveProgress, write, Json(write.Progress), Json(write.Page.RateLimit)));
        await checkpoint.PrepareAsync(cancellationToken);
        await checkpoint.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (written.ChangedKinds.Count > 0)
        {
            pending.Add(write.TenantId);
        }

        return written;
    }

    private NpgsqlBatchCommand StreamCommand(FactWrite write, FactsWritten written) => FactBatch.Command(
        SaveStream,
        write,
        new NpgsqlParameter<string> { TypedValue = write.Stream },
        new NpgsqlParameter<string?> { TypedValue = write.Page.Cursor, NpgsqlDbType = NpgsqlDbType.Text },
        new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() },
        new NpgsqlParameter<long> { TypedValue = written.Inserted },
        new NpgsqlParameter<long> { TypedValue = written.Updated },
        new NpgsqlParameter<long> { TypedValue = written.Unchanged },
        new NpgsqlParameter<long> { TypedValue = written.Withdrawn });

    private static NpgsqlParameter<string?> Json<T>(T? value)
        where T : class => new() { TypedValue = value is null ? null : JsonSerializer.Serialize(value, StoreJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
