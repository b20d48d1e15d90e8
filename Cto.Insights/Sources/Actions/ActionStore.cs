using System.Text.Json;
using Cto.Insights.Facts;
using Cto.Insights.Storage;
using Dapper;

namespace Cto.Insights.Sources.Actions;

/// <summary>What was asked of sources and what came of it: an effect happens once, however often it is asked for.</summary>
public sealed class ActionStore(Database database, TimeProvider clock)
{
    /// <summary>After this an action that did not end is of a process that died.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private const string Columns = "id, type, fingerprint, state, outcome, started_at as StartedAt, ended_at as EndedAt";

    private const string Begin = """
        insert into source_action as a (tenant_id, id, source_id, type, fingerprint, state, asked_by, started_at)
        select tenant_id, @Id, id, @Type, @Fingerprint, 'running', @AskedBy, @now from source where id = @SourceId and not deleting
        on conflict (tenant_id, id) do update set state = 'running', started_at = @now, ended_at = null, outcome = null
        where a.fingerprint = excluded.fingerprint and a.source_id = excluded.source_id and (a.state in ('refused', 'unknown') or (a.state = 'running' and a.started_at < @dead))
        returning id
        """;

    private const string End = $"""
        update source_action set state = @state, outcome = @outcome::jsonb, ended_at = @now where id = @Id and state = 'running' and started_at = @StartedAt
        returning {Columns}
        """;

    private const string Select = $"select {Columns} from source_action where id = @id and source_id = @sourceId";

    private const string SelectLatest = $"select {Columns} from source_action where source_id = @sourceId order by started_at desc limit @count";

    /// <summary>Takes an action up, or finds what came of it.</summary>
    /// <returns>When this attempt began, if it is ours to make; otherwise what is known.</returns>
    /// <exception cref="ActionConflictException">The id stands for another action.</exception>
    /// <exception cref="SourceGoneException">The source is not there any more.</exception>
    public async Task<(DateTimeOffset? Ours, StoredAction? Known)> BeginAsync(WantedAction action, CancellationToken cancellationToken)
    {
        // As Postgres keeps it, so that the end finds the attempt.
        var now = new DateTimeOffset(clock.GetUtcNow().UtcTicks / 10 * 10, TimeSpan.Zero);
        await using var connection = await database.OpenAsync(action.TenantId, cancellationToken);
        var begun = await connection.QuerySingleOrDefaultAsync<Guid?>(new(
            Begin, new { action.Id, action.SourceId, action.Type, action.Fingerprint, action.AskedBy, now, dead = now - Longest }, cancellationToken: cancellationToken));
        if (begun is not null)
        {
            return (now, null);
        }

        var row = await connection.QuerySingleOrDefaultAsync<Row>(new(
            $"select {Columns} from source_action where id = @Id", new { action.Id }, cancellationToken: cancellationToken)) ?? throw new SourceGoneException(action.SourceId);
        return row.Fingerprint.AsSpan().SequenceEqual(action.Fingerprint) ? (null, row.ToAction()) : throw new ActionConflictException(action.Id);
    }

    /// <summary>Writes down what came of an attempt.</summary>
    /// <returns>As it is found from now on.</returns>
    public async Task<StoredAction> EndAsync(Guid tenantId, StoredAction ended, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new(
            End,
            new
            {
                ended.Id,
                state = Choices<ActionState>.Word(ended.State),
                outcome = PostgresText.Clean(JsonSerializer.Serialize(new Outcome(ended.Summary, ended.Name, ended.Url), StoreJson.Options)),
                now = ended.EndedAt,
                ended.StartedAt,
            },
            cancellationToken: cancellationToken));
        return row?.ToAction() ?? ended;
    }

    /// <returns><see langword="null"/> when nothing was asked of the source under that id.</returns>
    public async Task<StoredAction?> FindAsync(Guid tenantId, Guid sourceId, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new(Select, new { id, sourceId }, cancellationToken: cancellationToken)))?.ToAction();
    }

    /// <summary>The latest actions of a source, the newest first.</summary>
    public async Task<IReadOnlyList<StoredAction>> LatestAsync(Guid tenantId, Guid sourceId, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(tenantId, cancellationToken);
        return [.. (await connection.QueryAsync<Row>(new(SelectLatest, new { sourceId, count }, cancellationToken: cancellationToken))).Select(row => row.ToAction())];
    }

    private sealed record Outcome(string? Summary, string? Name, string? Url);

    private sealed record Row(Guid Id, string Type, byte[] Fingerprint, string State, string? Outcome, DateTime StartedAt, DateTime? EndedAt)
    {
        public StoredAction ToAction()
        {
            var outcome = Outcome is null ? null : JsonSerializer.Deserialize<Outcome>(Outcome, StoreJson.Options);
            return new(Id, Type, Choices<ActionState>.Of(State), outcome?.Summary, outcome?.Name, outcome?.Url, new(StartedAt), EndedAt is { } ended ? new DateTimeOffset(ended) : null);
        }
    }
}

/// <summary>An id that was given to another action before.</summary>
public sealed class ActionConflictException(Guid id) : Exception($"The id {id} stands for another action already: give each action an id of its own.");
