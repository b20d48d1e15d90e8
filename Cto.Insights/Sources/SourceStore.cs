using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Cto.Insights.Sources;

/// <summary>The connected sources: what they are, their sealed credentials and how they are doing.</summary>
public sealed partial class SourceStore(Database database, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Insert = """
        insert into source (id, tenant_id, connector, name, settings, credential_kind, credentials, credential_expires_at, warnings, created_at, state)
        values (@Id, @TenantId, @Connector, @Name, @Settings::jsonb, @CredentialKind, @Credentials, @CredentialExpiresAt, @Warnings, @CreatedAt, @State);
        insert into source_address (source_id, tenant_id, due_at) values (@Id, @TenantId, case when @State <> 'paused' then @CreatedAt end)
        """;

    private const string EnsurePush = """
        insert into source (id, tenant_id, connector, name, created_at) values (@id, @tenantId, 'push', 'Pushed facts', @now) on conflict do nothing;
        select id from source where connector = 'push'
        """;

    // A cursor belongs to the settings it was read under: under others the source is read from the start.
    private const string Update = """
        update source_stream set cursor = null, known_until = null, fault = null where source_id = @Id and exists (select 1 from source where id = @Id and settings - @BesideReading is distinct from @Settings::jsonb - @BesideReading);
        update source set name = @Name, settings = @Settings::jsonb, credential_expires_at = @CredentialExpiresAt, warnings = @Warnings,
            credential_kind = case when @Keep then credential_kind else @CredentialKind end, credentials = case when @Keep then credentials else @Credentials end
        where id = @Id and not deleting
        """;

    private const string SelectOne = $"""
        select {SourceRow.Columns} from source where id = @id and deleting = @deleting;
        select {StreamRow.Columns} from source_stream where source_id = @id
        """;

    private const string SelectAll = $"""
        select {SourceRow.Columns} from source where not deleting order by lower(name);
        select {StreamRow.Columns} from source_stream
        """;

    private const string Condition = """
        state = @State, last_success_at = @LastSuccessAt, last_attempt_at = @LastAttemptAt, next_attempt_at = @NextAttemptAt, throttled_until = @ThrottledUntil,
        failures = @Failures, fault = @Fault::jsonb, progress = @Progress::jsonb, warnings = @Warnings
        """;

    private const string SaveState = $"""
        with saved as (update source set {Condition} where id = @id and not deleting and epoch = coalesce(@epoch::bigint, epoch) returning id),
            due as (update source_address set due_at = @DueAt, runs_on = null where source_id in (select id from saved))
        select exists (select 1 from saved)
        """;

    private const string BeginSync = $"""
        with begun as (update source set {Condition}, epoch = epoch + 1 where id = @id and not deleting returning id, epoch),
            running as (update source_address set due_at = null, runs_on = @silo where source_id in (select id from begun))
        select epoch from begun
        """;

    // Who takes them looks after them in time, or somebody else does after the lease.
    private const string TakeDue = """
        update source_address set due_at = @until where source_id in (
            select source_id from source_address where due_at <= @now or runs_on <> all (@silos) order by due_at limit @most for update skip locked)
        returning tenant_id, source_id
        """;

    private const string SaveEnds = """
        insert into source_stream as s (tenant_id, source_id, stream, known_until, fault)
        select @tenantId, @id, e.stream, e.known_until, e.fault::jsonb from unnest(@streams, @knownUntil, @faults) as e (stream, known_until, fault)
        where exists (select 1 from source where id = @id and not deleting)
        on conflict (source_id, stream) do update set known_until = excluded.known_until, fault = excluded.fault
        """;

    // Due at once, so that another node finishes the removal if this one cannot.
    private const string MarkDeleting = """
        update source set deleting = true, credentials = null where id = @id;
        update source_address set due_at = @now, runs_on = null where source_id = @id
        """;

    // A fact that two sources know is kept once; the others of the kind read on from the start to bring back what goes with this one.
    private const string Delete = """
        update source_stream set cursor = null where source_id in (
            select other.id from source other join source gone on gone.id = @id and other.connector = gone.connector and other.id <> gone.id and not other.deleting);
        delete from source_address where source_id = @id;
        delete from source where id = @id
        """;

    private readonly CredentialSeal _seal = new(protection);

    /// <returns>The new source's id.</returns>
    /// <exception cref="SourceNameTakenException">The tenant has one of that name.</exception>
    public async Task<Guid> CreateAsync(NewSource source, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await WriteAsync(source, Insert, id, cancellationToken);
        return id;
    }

    /// <summary>Replaces name, settings and credentials; cursors stay.</summary>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="SourceNameTakenException">Another one has that name.</exception>
    public async Task<bool> UpdateAsync(Guid sourceId, NewSource source, CancellationToken cancellationToken) => await WriteAsync(source, Update, sourceId, cancellationToken) > 0;

    /// <summary>The tenant's built-in source for facts pushed over the API; made at its first use.</summary>
    public async Task<Guid> PushSourceAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return await connection.QuerySingleAsync<Guid>(
            new(EnsurePush, new { id = Guid.CreateVersion7(clock.GetUtcNow()), tenantId, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    /// <returns><see langword="null"/> when the tenant has none of that id.</returns>
    public Task<StoredSource?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) => FindAsync(tenantId, id, deleting: false, cancellationToken);

    /// <summary>A source whose removal was begun and is not finished; its credentials are gone.</summary>
    public Task<StoredSource?> FindDeletingAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) => FindAsync(tenantId, id, deleting: true, cancellationToken);

    /// <summary>All sources of a tenant by name, the built-in one for pushed facts included once it is used.</summary>
    public async Task<IReadOnlyList<StoredSource>> ListAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await using var both = await connection.QueryMultipleAsync(new(SelectAll, cancellationToken: cancellationToken));
        var rows = (await both.ReadAsync<SourceRow>()).ToList();
        var streams = (await both.ReadAsync<StreamRow>()).ToLookup(row => row.SourceId);
        return [.. rows.Select(row => row.ToSource(streams[row.Id]))];
    }

    /// <summary>Whose the source is; <see langword="null"/> when there is none of that id. For webhooks, which name only the source.</summary>
    public async Task<Guid?> TenantOfAsync(Guid sourceId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(new("select tenant_id from source_address where source_id = @sourceId", new { sourceId }, cancellationToken: cancellationToken));
    }

    /// <summary>The connected sources of all tenants, and those whose removal is not finished.</summary>
    public async Task<IReadOnlyList<(Guid TenantId, Guid SourceId)>> AddressesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid)>(new("select tenant_id, source_id from source_address order by source_id", cancellationToken: cancellationToken))];
    }

    /// <summary>Takes sources of all tenants that somebody must look at now: due, or running in a silo that is not there any more. What is taken is not taken again before the lease ends.</summary>
    /// <param name="silos">Those that are there.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="lease">How long who takes them has time to look.</param>
    /// <param name="cancellationToken">Stops it; then nothing is taken.</param>
    public async Task<IReadOnlyList<(Guid TenantId, Guid SourceId)>> TakeDueAsync(IReadOnlyList<string> silos, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid)>(new(TakeDue, new { now, until = now + lease, silos = silos.ToArray(), most }, cancellationToken: cancellationToken))];
    }

    /// <inheritdoc cref="SaveAsync(Guid, Guid, SourceCondition, long?, CancellationToken)"/>
    public Task<bool> SaveAsync(Guid tenantId, Guid id, SourceCondition condition, CancellationToken cancellationToken) => SaveAsync(tenantId, id, condition, null, cancellationToken);

    /// <summary>Writes how the source is doing, and with it when somebody must look at it next; when its credentials expire was said when they were given.</summary>
    /// <param name="tenantId">Whose it is.</param>
    /// <param name="id">Which source.</param>
    /// <param name="condition">How it is doing.</param>
    /// <param name="epoch">The sync that says so; <see langword="null"/> when no sync does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was written: not when the source is gone, nor when a later sync began in the meantime.</returns>
    public async Task<bool> SaveAsync(Guid tenantId, Guid id, SourceCondition condition, long? epoch, CancellationToken cancellationToken)
    {
        var parameters = Parameters(id, condition);
        parameters.Add("epoch", epoch);
        parameters.Add("DueAt", condition.State == SourceState.Paused ? null : condition.NextAttemptAt ?? clock.GetUtcNow());
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new(SaveState, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Writes that a sync begins, and takes the right to write for the source from any earlier one.</summary>
    /// <param name="tenantId">Whose it is.</param>
    /// <param name="id">Which source.</param>
    /// <param name="condition">How it is doing while it syncs.</param>
    /// <param name="silo">Where the sync runs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The sync's epoch; <see langword="null"/> when the source is gone.</returns>
    public async Task<long?> BeginAsync(Guid tenantId, Guid id, SourceCondition condition, string silo, CancellationToken cancellationToken)
    {
        var parameters = Parameters(id, condition);
        parameters.Add("silo", silo);
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(new(BeginSync, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Writes where the pulls of some streams ended.</summary>
    public async Task SaveEndsAsync(Guid tenantId, Guid id, IReadOnlyDictionary<string, StreamEnd> ends, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await connection.ExecuteAsync(new(
            SaveEnds,
            new { tenantId, id, streams = ends.Keys.ToArray(), knownUntil = ends.Values.Select(end => end.KnownUntil).ToArray(), faults = ends.Values.Select(end => Json(end.Fault)).ToArray() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Forgets how far the streams were read: the next sync reads from the start.</summary>
    public Task RewindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        ExecuteAsync(tenantId, "update source_stream set cursor = null, known_until = null where source_id = @id", id, cancellationToken);

    /// <summary>From now on it is not seen, its credentials are gone and nothing is written for it; its facts are still there.</summary>
    public Task MarkDeletingAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) => ExecuteAsync(tenantId, MarkDeleting, id, cancellationToken);

    /// <summary>Removes the row of a source whose facts are removed.</summary>
    public Task DeleteAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) => ExecuteAsync(tenantId, Delete, id, cancellationToken);

    private static DynamicParameters Parameters(Guid id, SourceCondition condition) => new(new
    {
        id,
        State = Choices<SourceState>.Word(condition.State),
        condition.LastSuccessAt,
        condition.LastAttemptAt,
        condition.NextAttemptAt,
        condition.ThrottledUntil,
        condition.Failures,
        Fault = Json(condition.Fault),
        Progress = Json(condition.Progress),
        Warnings = condition.Warnings.Select(warning => PostgresText.Clean(warning, 1_000)).ToArray(),
    });

    private static string? Json<T>(T? value)
        where T : class => value is null ? null : PostgresText.Clean(JsonSerializer.Serialize(value, StoreJson.Options));

    private async Task<StoredSource?> FindAsync(Guid tenantId, Guid id, bool deleting, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await using var both = await connection.QueryMultipleAsync(new(SelectOne, new { id, deleting }, cancellationToken: cancellationToken));
        var row = await both.ReadSingleOrDefaultAsync<SourceRow>();
        return row?.ToSource(await both.ReadAsync<StreamRow>());
    }

    private async Task ExecuteAsync(Guid tenantId, string sql, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        await connection.ExecuteAsync(new(sql, new { id, now = clock.GetUtcNow() }, cancellationToken: cancellationToken));
    }

    private async Task<int> WriteAsync(NewSource source, string sql, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(source.TenantId, cancellationToken);
            return await connection.ExecuteAsync(new(
                sql,
                new
                {
                    Id = id,
                    source.TenantId,
                    source.Connector,
                    Name = PostgresText.Clean(source.Name),
                    Settings = JsonSerializer.Serialize(source.Settings.Values.ToDictionary(pair => PostgresText.Clean(pair.Key)!, pair => PostgresText.Clean(pair.Value)!)),
                    BesideReading = SourceSettings.BesideReading.ToArray(),
                    CredentialKind = source.Credentials?.Kind,
                    Keep = source.KeepCredentials,
                    Credentials = source.Credentials is { } credentials ? _seal.Seal(source.TenantId, id, credentials) : null,
                    source.CredentialExpiresAt,
                    Warnings = source.Warnings.ToArray(),
                    CreatedAt = clock.GetUtcNow(),
                    State = Choices<SourceState>.Word(source.Paused ? SourceState.Paused : SourceState.Idle),
                },
                cancellationToken: cancellationToken));
        }
        catch (PostgresException e) when (e.ConstraintName == "source_name")
        {
            throw new SourceNameTakenException(source.Name, e);
        }
    }
}
