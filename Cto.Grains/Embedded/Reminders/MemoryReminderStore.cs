
namespace Cto.Grains.Embedded;

/// <summary>Reminders that end with the process, for tests and benchmarks; the same rules as in Postgres.</summary>
internal sealed class MemoryReminderStore : IReminderStore
{
    private readonly Dictionary<(GrainId, string), (Reminder Reminder, DateTimeOffset LeasedUntil)> _reminders = [];

    public Task PutAsync(Reminder reminder, CancellationToken cancellationToken)
    {
        lock (_reminders)
        {
            _reminders[(reminder.Grain, reminder.ReminderName)] = (reminder, DateTimeOffset.MinValue);
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(GrainId grain, string name, CancellationToken cancellationToken)
    {
        lock (_reminders)
        {
            _reminders.Remove((grain, name));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Reminder>> ListAsync(GrainId grain, CancellationToken cancellationToken)
    {
        lock (_reminders)
        {
            return Task.FromResult<IReadOnlyList<Reminder>>([.. _reminders.Values.Select(entry => entry.Reminder).Where(reminder => reminder.Grain == grain)]);
        }
    }

    public Task<IReadOnlyList<Reminder>> TakeDueAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken)
    {
        lock (_reminders)
        {
            var taken = _reminders.Values
                .Where(entry => entry.Reminder.Due <= now && entry.LeasedUntil <= now)
                .Select(entry => entry.Reminder with { Version = Guid.NewGuid() })
                .OrderBy(reminder => reminder.Due)
                .Take(limit)
                .ToList();
            foreach (var reminder in taken)
            {
                _reminders[(reminder.Grain, reminder.ReminderName)] = (reminder, leasedUntil);
            }

            return Task.FromResult<IReadOnlyList<Reminder>>(taken);
        }
    }

    public Task PutBackAsync(Reminder taken, DateTimeOffset due, CancellationToken cancellationToken)
    {
        lock (_reminders)
        {
            var key = (taken.Grain, taken.ReminderName);
            if (_reminders.TryGetValue(key, out var entry) && entry.Reminder.Version == taken.Version)
            {
                _reminders[key] = (taken with { Due = due }, DateTimeOffset.MinValue);
            }
        }

        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        lock (_reminders)
        {
            return Task.FromResult(_reminders.Values.Min(entry => (DateTimeOffset?)(entry.LeasedUntil > entry.Reminder.Due ? entry.LeasedUntil : entry.Reminder.Due)));
        }
    }
}
