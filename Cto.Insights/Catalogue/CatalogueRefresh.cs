using Cto.Domain.Catalogue;
using Cto.Insights.Facts;
using Dapper;
using Npgsql;

namespace Cto.Insights.Catalogue;

/// <summary>Brings the catalogue up to the names that facts use: entries and names that nobody decided about follow the facts, what people said stays.</summary>
internal static class CatalogueRefresh
{
    // One refresh of a tenant at a time, in whatever process; it ends with the transaction.
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended('catalogue ' || current_setting('cto.tenant'), 0))";

    private const string SelectEntries = "select id, name, email, pinned from catalogue_entry where kind = @kind";

    private const string SelectNames = "select system, name, entry_id as entry, state, confidence, reason, decided_by is not null as decided from catalogue_name where kind = @kind";

    private const string DeleteEntries = "delete from catalogue_entry where id = any(@ids)";

    // Letters that Postgres holds for the same and this program does not make one entry less, never an answer less.
    private const string InsertEntry = """
        insert into catalogue_entry (tenant_id, id, kind, name, email) values (current_setting('cto.tenant')::uuid, @Id, @Kind, @Name, @Email)
        on conflict do nothing
        """;

    private const string DeleteName = "delete from catalogue_name where kind = @Kind and system = @System and name = @Name and decided_by is null";

    private const string InsertName = """
        insert into catalogue_name (tenant_id, kind, system, name, entry_id, state, confidence, reason)
        select current_setting('cto.tenant')::uuid, @Kind, @System, @Name, id, @State, @Confidence, @Reason from catalogue_entry where id = @Entry
        on conflict do nothing
        """;

    /// <param name="connection">In a transaction, with the tenant set.</param>
    /// <param name="kind">What is brought up to date.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Refreshed> RunAsync(NpgsqlConnection connection, CatalogueKind kind, CancellationToken cancellationToken)
    {
        var word = Choices<CatalogueKind>.Word(kind);
        await connection.ExecuteAsync(new(Lock, cancellationToken: cancellationToken));
        var seen = await SeenNames.ReadAsync(connection, kind, cancellationToken);
        var entries = (await connection.QueryAsync<EntryRow>(new(SelectEntries, new { kind = word }, cancellationToken: cancellationToken))).Select(row => row.ToEntry(kind)).ToList();
        var known = (await connection.QueryAsync<NameRow>(new(SelectNames, new { kind = word }, cancellationToken: cancellationToken))).AsList();
        var decisions = known.Where(row => row.Decided).Select(row => new NameDecision(kind, row.System, row.Name, row.Entry, row.State == NameStates.Accepted)).ToList();
        var plan = CataloguePlan.Of(seen, entries, decisions, Guid.CreateVersion7);

        var before = known.Where(row => !row.Decided).ToDictionary(row => (row.System, row.Name));
        var after = plan.Names.Select(name => NameRow.Of(name)).ToDictionary(row => (row.System, row.Name));
        var stale = before.Where(pair => !after.TryGetValue(pair.Key, out var row) || row != pair.Value).Select(pair => pair.Value).ToList();
        var fresh = after.Where(pair => !before.TryGetValue(pair.Key, out var row) || row != pair.Value).Select(pair => pair.Value).ToList();
        await WriteAsync(connection, word, DeleteName, stale, cancellationToken);
        var there = plan.Entries.Select(entry => entry.Id).ToHashSet();
        if (entries.Where(entry => !there.Contains(entry.Id)).Select(entry => entry.Id).ToArray() is { Length: > 0 } gone)
        {
            await connection.ExecuteAsync(new(DeleteEntries, new { ids = gone }, cancellationToken: cancellationToken));
        }

        there.ExceptWith(entries.Select(entry => entry.Id));
        await connection.ExecuteAsync(new(InsertEntry, plan.Entries.Where(entry => there.Contains(entry.Id)).Select(entry => new { entry.Id, Kind = word, entry.Name, entry.Email }), cancellationToken: cancellationToken));
        await WriteAsync(connection, word, InsertName, fresh, cancellationToken);
        return new(seen, [.. stale.Concat(fresh).Where(row => row.State == NameStates.Accepted).Select(row => row.Name).Distinct(StringComparer.Ordinal)]);
    }

    private static Task<int> WriteAsync(NpgsqlConnection connection, string kind, string sql, IEnumerable<NameRow> rows, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(sql, rows.Select(row => new { Kind = kind, row.System, row.Name, row.Entry, row.State, row.Confidence, row.Reason }), cancellationToken: cancellationToken));

    private sealed class EntryRow
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
        public bool Pinned { get; init; }

        public CatalogueEntry ToEntry(CatalogueKind kind) => new(Id, kind, Name, Email, Pinned);
    }

    private sealed record NameRow
    {
        public required string System { get; init; }
        public required string Name { get; init; }
        public Guid Entry { get; init; }
        public required string State { get; init; }
        public double Confidence { get; init; }
        public required string Reason { get; init; }
        public bool Decided { get; init; }

        public static NameRow Of(PlannedName name) => new()
        {
            System = name.Name.System,
            Name = name.Name.Name,
            Entry = name.Match.Entry.Id,
            State = name.Certain ? NameStates.Accepted : NameStates.Proposed,
            Confidence = name.Match.Confidence,
            Reason = name.Match.Reason,
        };
    }
}

/// <summary>What a refresh found.</summary>
/// <param name="Seen">Every name that facts use.</param>
/// <param name="Moved">The names that stand for another entry than before.</param>
internal sealed record Refreshed(IReadOnlyList<SeenName> Seen, IReadOnlyList<string> Moved);
