using Npgsql;

namespace Cto.Grains.Embedded;

/// <summary>Reminders in the table <c>grain_reminder</c>, shared by all processes on one database: a due one is leased, so that one process delivers it.</summary>
internal sealed class PostgresReminderStore(NpgsqlDataSource database) : IReminderStore
{
    private const string Upsert = """
        insert into grain_reminder (grain_type, grain_key, reminder_name, first_at, period, due_at, version) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (grain_type, grain_key, reminder_name) do update
        set first_at = excluded.first_at, period = excluded.period, due_at = excluded.due_at, version = excluded.version, leased_until = null
        """;

    private const string Delete = """
        delete from grain_reminder where grain_type = $1 and grain_key = $2 and reminder_name = $3
        """;

    private const string SelectOfGrain = """
        select grain_type, grain_key, reminder_name, first_at, period, due_at, version
        from grain_reminder where grain_type = $1 and grain_key = $2 order by reminder_name
        """;

    private const string LeaseDue = """
        update grain_reminder as taken set leased_until = $2, version = gen_random_uuid()
        from (
            select grain_type, grain_key, reminder_name from grain_reminder
            where due_at <= $1 and (leased_until is null or leased_until <= $1)
            order by due_at limit $3 for update skip locked) as due
        where taken.grain_type = due.grain_type and taken.grain_key = due.grain_key and taken.reminder_name = due.reminder_name
        returning taken.grain_type, taken.grain_key, taken.reminder_name, taken.first_at, taken.period, taken.due_at, taken.version
        """;

    private const string Release = """
        update grain_reminder set due_at = $5, leased_until = null
        where grain_type = $1 and grain_key = $2 and reminder_name = $3 and version = $4
        """;

    private const string SelectNext = """
        select min(greatest(due_at, leased_until)) from grain_reminder
        """;

    public Task PutAsync(Reminder reminder, CancellationToken cancellationToken) => ExecuteAsync(
        Upsert, cancellationToken, reminder.Grain.Type.ToString(), reminder.Grain.Key.ToString(), reminder.ReminderName, reminder.First, reminder.Period, reminder.Due, reminder.Version);

    public Task RemoveAsync(GrainId grain, string name, CancellationToken cancellationToken) =>
        ExecuteAsync(Delete, cancellationToken, grain.Type.ToString(), grain.Key.ToString(), name);

    public Task<IReadOnlyList<Reminder>> ListAsync(GrainId grain, CancellationToken cancellationToken) =>
        RemindersAsync(SelectOfGrain, cancellationToken, grain.Type.ToString(), grain.Key.ToString());

    public Task<IReadOnlyList<Reminder>> TakeDueAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken) =>
        RemindersAsync(LeaseDue, cancellationToken, now, leasedUntil, limit);

    public Task PutBackAsync(Reminder taken, DateTimeOffset due, CancellationToken cancellationToken) =>
        ExecuteAsync(Release, cancellationToken, taken.Grain.Type.ToString(), taken.Grain.Key.ToString(), taken.ReminderName, taken.Version, due);

    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var command = CommandOf(SelectNext);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = CommandOf(statement, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Reminder>> RemindersAsync(string statement, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = CommandOf(statement, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reminders = new List<Reminder>();
        while (await reader.ReadAsync(cancellationToken))
        {
            reminders.Add(new Reminder(
                GrainId.Create(reader.GetString(0), reader.GetString(1)),
                reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetFieldValue<TimeSpan>(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetGuid(6)));
        }

        return reminders;
    }

    private NpgsqlCommand CommandOf(string statement, params ReadOnlySpan<object> values)
    {
        var command = database.CreateCommand(statement);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
