using Npgsql;
using Orleans.Storage;

namespace Cto.Grains.Embedded;

/// <summary>States in the table <c>grain_state</c>; each statement runs as the tenant that the grain's key begins with.</summary>
internal sealed class PostgresGrainStateStore(NpgsqlDataSource database, TimeProvider clock) : IGrainStateStore
{
    private const string SelectState = """
        select payload::text, etag::text from grain_state where grain_type = $1 and grain_key = $2 and state_name = $3
        """;

    private const string InsertState = """
        insert into grain_state (tenant_id, grain_type, grain_key, state_name, payload, modified_at)
        values (current_setting('cto.tenant')::uuid, $1, $2, $3, $4::jsonb, $5)
        on conflict do nothing
        returning etag::text
        """;

    private const string UpdateState = """
        update grain_state set payload = $4::jsonb, modified_at = $5, etag = gen_random_uuid()
        where grain_type = $1 and grain_key = $2 and state_name = $3 and etag::text = $6
        returning etag::text
        """;

    private const string DeleteState = """
        delete from grain_state where grain_type = $1 and grain_key = $2 and state_name = $3 and etag::text = $4 returning etag::text
        """;

    public async Task<StoredState?> ReadAsync(GrainId grain, string stateName, CancellationToken cancellationToken)
    {
        await using var batch = BatchOf(grain, stateName, SelectState);
        await using var reader = await ResultsAsync(batch, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new StoredState(reader.GetString(0), reader.GetString(1)) : null;
    }

    public async Task<string> WriteAsync(GrainId grain, string stateName, string payload, string? etag, CancellationToken cancellationToken)
    {
        object[] values = etag is null ? [payload, clock.GetUtcNow()] : [payload, clock.GetUtcNow(), etag];
        await using var batch = BatchOf(grain, stateName, etag is null ? InsertState : UpdateState, values);
        await using var reader = await ResultsAsync(batch, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetString(0) : throw Conflict(grain, stateName, etag);
    }

    public async Task ClearAsync(GrainId grain, string stateName, string? etag, CancellationToken cancellationToken)
    {
        if (etag is null)
        {
            if (await ReadAsync(grain, stateName, cancellationToken) is not null)
            {
                throw Conflict(grain, stateName, etag);
            }

            return;
        }

        await using var batch = BatchOf(grain, stateName, DeleteState, etag);
        await using var reader = await ResultsAsync(batch, cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw Conflict(grain, stateName, etag);
        }
    }

    /// <summary>Both statements go in one round trip and one transaction, so that the tenant holds for the second one only.</summary>
    private NpgsqlBatch BatchOf(GrainId grain, string stateName, string statement, params ReadOnlySpan<object> values)
    {
        var key = grain.Key.ToString();
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('cto.tenant', $1, true)") { Parameters = { new() { Value = GrainKey.TenantOf(key).ToString() } } });
        var command = new NpgsqlBatchCommand(statement) { Parameters = { new() { Value = grain.Type.ToString() }, new() { Value = key }, new() { Value = stateName } } };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
        return batch;
    }

    private static async Task<NpgsqlDataReader> ResultsAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return reader;
    }

    private static InconsistentStateException Conflict(GrainId grain, string stateName, string? etag) =>
        new($"State '{stateName}' of {grain} was written by someone else.", null, etag);
}
