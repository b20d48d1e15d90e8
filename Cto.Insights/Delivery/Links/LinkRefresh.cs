using System.Collections.Concurrent;
using System.Text.Json;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Domain.Tenants;
using Cto.Insights.Catalogue;
using Cto.Insights.Storage;
using Dapper;
using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>
/// Brings the derived tables of delivery up to the facts: only the services that something changed for are linked again, and only rows that differ are
/// written. Called by the insights when they find something changed, and after a sync so that they need not.
/// </summary>
public sealed class LinkRefresh(Database database, PendingLinks pending, TimeProvider clock)
{
    /// <summary>Raised when the linker changes its mind about the same facts.</summary>
    private const int LinkerVersion = 2;

    // One refresh of a tenant at a time, in whatever process; it ends with the transaction.
    private const string Lock = "select set_config('cto.tenant', $1, true), pg_advisory_xact_lock(hashtextextended('delivery ' || $1, 0))";

    private const string SelectState = "select rules from delivery_state";

    private const string SelectDirty = "select id, service, repository from delivery_dirty";

    private const string DeleteDirty = "delete from delivery_dirty where id = any($1)";

    private const string SaveState = """
        insert into delivery_state (tenant_id, rules, refreshed_at) values (current_setting('cto.tenant')::uuid, $1, $2)
        on conflict (tenant_id) do update set rules = excluded.rules, refreshed_at = excluded.refreshed_at
        """;

    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _turns = new();

    /// <summary>The rules that links depend on, as they are remembered.</summary>
    internal static string Fingerprint(DeliveryRules rules) =>
        $"{LinkerVersion} {JsonSerializer.Serialize(new { rules.Production, rules.Staging, rules.Named, rules.Bots, rules.AttributionWindow })}";

    /// <returns>How many derived rows were written or removed; 0 when nothing had changed.</returns>
    /// <exception cref="StoreUnavailableException">Postgres cannot now; nothing was written.</exception>
    public async Task<long> RefreshAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        // Callers of one process wait here, not each with a connection in hand.
        var turn = _turns.GetOrAdd(tenant.Id, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenSharedAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, Lock, [tenant.Id.ToString()], cancellationToken);
            // Before the marks are read: what is written from here on is pending again.
            pending.Remove(tenant.Id);
            var written = await RefreshAsync(tenant, connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return written;
        }
        catch (Exception e) when (StoreFailures.From(e) is { } unavailable)
        {
            throw unavailable;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<long> RefreshAsync(Tenant tenant, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rules = Fingerprint(tenant.Delivery);
        var linkAll = await connection.QuerySingleOrDefaultAsync<string>(new(SelectState, cancellationToken: cancellationToken)) != rules;
        // Read before the facts: what is written meanwhile leaves a mark of its own, which stays for the next time.
        var dirty = (await connection.QueryAsync<DirtyRow>(new(SelectDirty, cancellationToken: cancellationToken))).AsList();
        if (dirty.Count == 0 && !linkAll)
        {
            return 0;
        }

        var names = await CatalogueRefresh.RunAsync(connection, CatalogueKind.Service, cancellationToken);
        dirty.AddRange(names.Moved.Select(name => new DirtyRow(0, name, null)));
        var map = await ServiceMapReader.ReadAsync(connection, cancellationToken);
        var known = await KnownServices.ReadAsync(connection, cancellationToken);
        var touched = linkAll ? Touched.All(map, known) : await Touched.ByAsync(dirty, map, known, connection, cancellationToken);
        var written = 0L;
        foreach (var group in touched.Groups(map))
        {
            var facts = await GroupFacts.ReadAsync(connection, group, map, tenant.Delivery, cancellationToken);
            written += await GroupWriter.WriteAsync(connection, group, GroupLinks.Of(group, facts, map, tenant.Delivery), cancellationToken);
        }

        await known.WriteAsync(connection, map, cancellationToken);
        await ExecuteAsync(connection, DeleteDirty, [dirty.Select(mark => mark.Id).ToArray()], cancellationToken);
        await ExecuteAsync(connection, SaveState, [rules, clock.GetUtcNow()], cancellationToken);
        return written;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A mark that something of a service or repository changed.</summary>
internal sealed record DirtyRow(long Id, string? Service, string? Repository);
