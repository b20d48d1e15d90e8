using Cto.Domain.Catalogue;
using Cto.Insights.Catalogue.Backstage;
using Cto.Insights.Delivery.Links;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Dapper;
using Npgsql;

namespace Cto.Insights.Catalogue;

/// <summary>The catalogue of services, teams, people and repositories, and the names they go by. What a person says wins over what names look like.</summary>
public sealed class CatalogueStore(Database database, PendingLinks pending, TimeProvider clock)
{
    private const string SetTenant = "select set_config('cto.tenant', $1, true)";

    private const string SelectEntries = """
        select e.id, e.kind, e.name, coalesce(e.email, p.email) as email, coalesce(e.team, s.team, p.team) as team, coalesce(e.tier, s.tier) as tier,
            coalesce(e.repositories, s.repositories, '{}') as repositories, coalesce(e.members, t.members, '{}') as members, e.pinned, e.updated_by as updatedby
        from catalogue_entry e
        left join lateral (
            select (array_agg(f.team order by f.key) filter (where f.team <> ''))[1] as team, min(f.tier) as tier, array(select distinct unnest(r.repositories) from service r where r.name = any(names.all) order by 1) as repositories
            from (select array(select a.name from catalogue_name a where a.entry_id = e.id and a.state = 'accepted') || e.name as all) as names join service f on f.name = any(names.all)
            where e.kind = 'service' group by names.all) as s on true
        left join lateral (select max(f.email) as email, max(f.team) as team from person f where e.kind = 'person' and f.email = e.email) as p on true
        left join lateral (
            select array(select distinct unnest(f.members) from team f where f.name = e.name or f.name in (select a.name from catalogue_name a where a.entry_id = e.id and a.state = 'accepted') order by 1) as members
            where e.kind = 'team') as t on true
        order by lower(e.name)
        """;

    private const string SelectNames = """
        select n.kind, n.system, n.name, n.entry_id as entryid, e.name as entry, n.state, n.confidence, n.reason, n.decided_by as decidedby, n.decided_at as decidedat
        from catalogue_name n join catalogue_entry e on e.id = n.entry_id where n.state <> 'rejected' order by n.confidence desc, n.name, n.system
        """;

    private const string Undecide = "delete from catalogue_name where kind = @kind and system = @system and name = @name and (entry_id = @entry or state <> 'rejected' and @state = 'accepted')";

    private const string Decide = """
        insert into catalogue_name (tenant_id, kind, system, name, entry_id, state, confidence, reason, decided_by, decided_at)
        select current_setting('cto.tenant')::uuid, @kind, @system, @name, id, @state, 1, @reason, @by, @now from catalogue_entry where id = @entry and kind = @kind
        """;

    private const string Save = """
        insert into catalogue_entry (tenant_id, id, kind, name, email, team, tier, repositories, members, pinned, updated_at, updated_by)
        values (current_setting('cto.tenant')::uuid, @Id, @Kind, @Name, @Email, @Team, @Tier, @Repositories, @Members, true, @now, @by)
        on conflict (tenant_id, id) do update set name = excluded.name, email = coalesce(excluded.email, catalogue_entry.email),
            team = coalesce(excluded.team, case when @keep then catalogue_entry.team end), tier = coalesce(excluded.tier, case when @keep then catalogue_entry.tier end),
            repositories = coalesce(excluded.repositories, case when @keep then catalogue_entry.repositories end), members = coalesce(excluded.members, case when @keep then catalogue_entry.members end), pinned = true, updated_at = excluded.updated_at, updated_by = excluded.updated_by
        """;

    // What somebody said of the entry stays; the rest is as the file says.
    private const string TakeOver = """
        update catalogue_entry set team = coalesce(team, @Team), tier = coalesce(tier, @Tier), repositories = coalesce(repositories, @repositories), pinned = true, updated_at = @now, updated_by = @by where id = @entry
        """;

    private const string FindByName = "select id from catalogue_entry where kind = @Kind and (lower(name) = lower(@Name) and email is not distinct from @Email or email = @Email)";

    private const string Delete = "delete from catalogue_entry where id = @id returning name";

    // What deliveries are derived by changes with a service's names.
    private const string Mark = "insert into delivery_dirty (tenant_id, kind, service) select current_setting('cto.tenant')::uuid, 'service', name from unnest(@names) as name";

    /// <summary>Everything, up to the facts of this instant.</summary>
    public Task<CatalogueView> ReadAsync(Guid tenantId, CancellationToken cancellationToken) => InTransactionAsync(tenantId, async connection =>
    {
        var seen = new List<SeenName>();
        foreach (var kind in Enum.GetValues<CatalogueKind>())
        {
            var refreshed = await CatalogueRefresh.RunAsync(connection, kind, cancellationToken);
            seen.AddRange(refreshed.Seen);
            if (kind == CatalogueKind.Service)
            {
                await MarkAsync(connection, tenantId, refreshed.Moved, cancellationToken);
            }
        }

        var names = (await connection.QueryAsync<NameRow>(new(SelectNames, cancellationToken: cancellationToken))).Select(row => row.ToName()).ToList();
        var standing = names.Select(name => (name.Kind, name.System, name.Name)).ToHashSet();
        var accepted = names.Where(name => name.State == NameStates.Accepted).ToLookup(name => name.EntryId);
        var entries = (await connection.QueryAsync<EntryRow>(new(SelectEntries, cancellationToken: cancellationToken))).Select(row => row.ToItem([.. accepted[row.Id]])).ToList();
        return new CatalogueView(
            entries,
            [.. names.Where(name => name.State == NameStates.Proposed)],
            [.. seen.Where(name => !standing.Contains((name.Kind, name.System, name.Name))).Select(name => new UnmatchedName(name.Kind, name.System, name.Name)).OrderBy(name => name.Name, StringComparer.OrdinalIgnoreCase)]);
    }, cancellationToken);

    /// <summary>Says that a name stands for an entry, or that it does not. It stays so until somebody says otherwise.</summary>
    /// <returns>Whether the entry is there.</returns>
    public Task<bool> DecideAsync(Guid tenantId, NameDecision decision, string by, CancellationToken cancellationToken) => InTransactionAsync(tenantId, async connection =>
    {
        var values = new
        {
            kind = Choices<CatalogueKind>.Word(decision.Kind),
            system = decision.System,
            name = decision.Name,
            entry = decision.Entry,
            state = decision.Accepted ? NameStates.Accepted : NameStates.Rejected,
            reason = decision.Accepted ? "decided by hand" : "refused by hand",
            by,
            now = clock.GetUtcNow(),
        };
        await connection.ExecuteAsync(new(Undecide, values, cancellationToken: cancellationToken));
        var found = await connection.ExecuteAsync(new(Decide, values, cancellationToken: cancellationToken)) == 1;
        if (decision is { Accepted: true, Kind: CatalogueKind.Service, System: RepositoryFiles.System }
            && (await RepositoryFiles.ReadAsync(connection, cancellationToken)).FirstOrDefault(declared => declared.Edit.Name == decision.Name) is { Edit: var edit })
        {
            await connection.ExecuteAsync(new(TakeOver, new { edit.Team, edit.Tier, repositories = edit.Repositories!.ToArray(), values.now, by, values.entry }, cancellationToken: cancellationToken));
        }

        await MarkAsync(connection, tenantId, decision.Kind == CatalogueKind.Service ? [decision.Name] : [], cancellationToken);
        return found;
    }, cancellationToken);

    /// <summary>Makes an entry, or says what one is; from then on it stays.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="CatalogueNameTakenException">Another entry of the kind has the name.</exception>
    public async Task<Guid> SaveAsync(Guid tenantId, CatalogueEdit edit, string by, CancellationToken cancellationToken)
    {
        try
        {
            return await InTransactionAsync(tenantId, connection => SaveAsync(connection, tenantId, edit, keep: false, by, cancellationToken), cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new CatalogueNameTakenException(edit.Name, e);
        }
    }

    /// <summary>Takes over entries that a file declares, with the names it says they go by; entries of the same name or e-mail are changed, no other.</summary>
    public Task ImportAsync(Guid tenantId, IReadOnlyList<ImportedEntry> entries, string by, CancellationToken cancellationToken) => InTransactionAsync(tenantId, async connection =>
    {
        foreach (var imported in entries)
        {
            var word = Choices<CatalogueKind>.Word(imported.Edit.Kind);
            var known = await connection.QueryFirstOrDefaultAsync<Guid?>(new(FindByName, new { Kind = word, imported.Edit.Name, imported.Edit.Email }, cancellationToken: cancellationToken));
            var id = await SaveAsync(connection, tenantId, imported.Edit with { Id = known }, keep: true, by, cancellationToken);
            foreach (var (system, name) in imported.Names)
            {
                var values = new { kind = word, system, name, entry = id, state = NameStates.Accepted, reason = "imported", by, now = clock.GetUtcNow() };
                await connection.ExecuteAsync(new(Undecide, values, cancellationToken: cancellationToken));
                await connection.ExecuteAsync(new(Decide, values, cancellationToken: cancellationToken));
            }
        }

        return true;
    }, cancellationToken);

    /// <summary>Forgets what people said of an entry; it comes back by itself where facts know it.</summary>
    /// <returns>Its name; <see langword="null"/> when it is not there.</returns>
    public Task<string?> DeleteAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) => InTransactionAsync(tenantId, async connection =>
    {
        var name = await connection.QuerySingleOrDefaultAsync<string?>(new(Delete, new { id }, cancellationToken: cancellationToken));
        await MarkAsync(connection, tenantId, name is null ? [] : [name], cancellationToken);
        return name;
    }, cancellationToken);

    private async Task<Guid> SaveAsync(NpgsqlConnection connection, Guid tenantId, CatalogueEdit edit, bool keep, string by, CancellationToken cancellationToken)
    {
        var id = edit.Id ?? Guid.CreateVersion7();
        var values = new
        {
            Id = id, Kind = Choices<CatalogueKind>.Word(edit.Kind), edit.Name, Email = edit.Email?.ToLowerInvariant(), edit.Team, edit.Tier, Repositories = edit.Repositories?.ToArray(), Members = edit.Members?.ToArray(),
            now = clock.GetUtcNow(), by, keep,
        };
        await connection.ExecuteAsync(new(Save, values, cancellationToken: cancellationToken));
        await MarkAsync(connection, tenantId, edit.Kind == CatalogueKind.Service ? [edit.Name] : [], cancellationToken);
        return id;
    }

    private async Task MarkAsync(NpgsqlConnection connection, Guid tenantId, IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        if (services.Count > 0)
        {
            await connection.ExecuteAsync(new(Mark, new { names = services.ToArray() }, cancellationToken: cancellationToken));
            pending.Add(tenantId);
        }
    }

    private async Task<T> InTransactionAsync<T>(Guid tenantId, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var tenant = new NpgsqlCommand(SetTenant, connection, transaction) { Parameters = { new NpgsqlParameter<string> { TypedValue = tenantId.ToString() } } })
        {
            await tenant.ExecuteNonQueryAsync(cancellationToken);
        }

        var result = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private sealed class EntryRow
    {
        public Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Name { get; init; }
        public string? Email { get; init; }
        public string? Team { get; init; }
        public int? Tier { get; init; }
        public string[] Repositories { get; init; } = [];
        public string[] Members { get; init; } = [];
        public bool Pinned { get; init; }
        public string? UpdatedBy { get; init; }

        public CatalogueItem ToItem(IReadOnlyList<CatalogueName> names) => new()
        {
            Id = Id, Kind = Choices<CatalogueKind>.Of(Kind), Name = Name, Email = Email, Team = Team, Tier = Tier, Repositories = Repositories, Members = Members, Pinned = Pinned, UpdatedBy = UpdatedBy, Names = names,
        };
    }

    private sealed class NameRow
    {
        public required string Kind { get; init; }
        public required string System { get; init; }
        public required string Name { get; init; }
        public Guid EntryId { get; init; }
        public required string Entry { get; init; }
        public required string State { get; init; }
        public double Confidence { get; init; }
        public required string Reason { get; init; }
        public string? DecidedBy { get; init; }
        public DateTime? DecidedAt { get; init; }

        public CatalogueName ToName() => new()
        {
            Kind = Choices<CatalogueKind>.Of(Kind), System = System, Name = Name, EntryId = EntryId, Entry = Entry, State = State, Confidence = Confidence, Reason = Reason, DecidedBy = DecidedBy,
            DecidedAt = DecidedAt is { } at ? new DateTimeOffset(at) : null,
        };
    }
}
