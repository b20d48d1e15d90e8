using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>A table that follows from others: brought from what it holds to what it should hold by writing only the difference.</summary>
/// <param name="name">The table.</param>
/// <param name="key">Its key columns, text, the tenant aside; they come first among the columns.</param>
/// <param name="columns">All its columns, the tenant and the fingerprint aside.</param>
internal sealed class DerivedTable<T>(string name, string[] key, params DerivedColumn<T>[] columns)
    where T : class
{
    private const int RowsAtOnce = 20_000;

    private readonly string _delete = $"""
        delete from {name} as t using unnest({string.Join(", ", key.Select((_, i) => $"${i + 1}::text[]"))}) as gone ({string.Join(", ", key)})
        where {string.Join(" and ", key.Select(column => $"t.{column} = gone.{column}"))}
        """;

    private readonly string _upsert = $"""
        insert into {name} (tenant_id, digest, {string.Join(", ", columns.Select(column => column.Name))})
        select current_setting('cto.tenant')::uuid, n.* from unnest($1::bigint[], {string.Join(", ", columns.Select((column, i) => $"${i + 2}::{column.Type}[]"))}) as n
        on conflict (tenant_id, {string.Join(", ", key)}) do update set digest = excluded.digest,
            {string.Join(", ", columns.Where(column => !key.Contains(column.Name)).Select(column => $"{column.Name} = excluded.{column.Name}"))}
        """;

    /// <summary>Makes the rows of a scope be these.</summary>
    /// <param name="connection">In the tenant's transaction.</param>
    /// <param name="scope">The condition that the rows of the scope fulfil, with <c>$1</c> for its values.</param>
    /// <param name="values">Names.</param>
    /// <param name="rows">What should be there.</param>
    /// <param name="keyOf">A row's key, part by part.</param>
    /// <param name="cancellationToken">Stops between statements.</param>
    /// <returns>How many rows were written or removed.</returns>
    public async Task<long> ReplaceAsync(NpgsqlConnection connection, string scope, string[] values, IReadOnlyList<T> rows, Func<T, string[]> keyOf, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(connection, scope, values, cancellationToken);
        var (changed, digests) = (new List<T>(), new List<long>());
        foreach (var row in rows)
        {
            var digest = DigestOf(row);
            if (!known.Remove(string.Join('\n', keyOf(row)), out var before) || before != digest)
            {
                changed.Add(row);
                digests.Add(digest);
            }
        }

        await RemoveAsync(connection, [.. known.Keys.Select(gone => gone.Split('\n'))], cancellationToken);
        for (var start = 0; start < changed.Count; start += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, changed.Count - start);
            await UpsertAsync(connection, changed.GetRange(start, count), digests.GetRange(start, count), cancellationToken);
        }

        return known.Count + changed.Count;
    }

    private long DigestOf(T row)
    {
        var digest = new RowDigest();
        foreach (var column in columns)
        {
            column.Digest(row, ref digest);
        }

        return digest.Value;
    }

    private async Task<Dictionary<string, long>> ReadAsync(NpgsqlConnection connection, string scope, string[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select digest, concat_ws(e'\\n', {string.Join(", ", key)}) from {name} where {scope}", connection);
        command.Parameters.Add(new() { Value = values });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            known[reader.GetString(1)] = reader.GetInt64(0);
        }

        return known;
    }

    private async Task RemoveAsync(NpgsqlConnection connection, IReadOnlyList<string[]> gone, CancellationToken cancellationToken)
    {
        if (gone.Count > 0)
        {
            await using var command = new NpgsqlCommand(_delete, connection);
            for (var i = 0; i < key.Length; i++)
            {
                command.Parameters.Add(new() { Value = gone.Select(parts => parts[i]).ToArray() });
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task UpsertAsync(NpgsqlConnection connection, List<T> rows, List<long> digests, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_upsert, connection);
        command.Parameters.Add(new() { Value = digests.ToArray() });
        foreach (var column in columns)
        {
            command.Parameters.Add(column.Values(rows));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
