
namespace Cto.Grains.Embedded;

/// <summary>What grains do with their reminders.</summary>
internal sealed class ReminderRegistry(IReminderStore store, EmbeddedGrainOptions options, TimeProvider clock)
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next change made in this process.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public async Task<IGrainReminder> PutAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < options.MinimumReminderPeriod)
        {
            throw new ArgumentException($"A reminder ticks every {options.MinimumReminderPeriod} at most, not every {period}; use a grain timer.", nameof(period));
        }

        var first = clock.GetUtcNow() + dueTime;
        var reminder = new Reminder(grain, name, first, period, first, Guid.NewGuid());
        await store.PutAsync(reminder, CancellationToken.None);
        Wake();
        return reminder;
    }

    /// <summary>Lets the schedule be looked at again.</summary>
    public void Wake() => Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    public Task RemoveAsync(GrainId grain, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return store.RemoveAsync(grain, reminder.ReminderName, CancellationToken.None);
    }

    public async Task<IGrainReminder?> FindAsync(GrainId grain, string name) =>
        (await store.ListAsync(grain, CancellationToken.None)).SingleOrDefault(reminder => reminder.ReminderName == name);

    public async Task<List<IGrainReminder>> ListAsync(GrainId grain) => [.. await store.ListAsync(grain, CancellationToken.None)];
}
