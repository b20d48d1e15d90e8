namespace Cto.Grains.Tests.Embedded;

internal interface IReminderGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan dueTime, TimeSpan period);

    Task Forget(string name);

    Task<IReadOnlyList<string>> Names();

    Task Leave();
}

internal sealed class ReminderGrain(Probe probe) : Grain, IReminderGrain, IRemindable
{
    public Task Remind(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Forget(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    public async Task<IReadOnlyList<string>> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        probe.Note($"{reminderName} at {status.CurrentTickTime:HH:mm:ss}, first {status.FirstTickTime:HH:mm:ss}, every {status.Period.TotalMinutes} min");
        probe.Note($"tick {reminderName}");
        return reminderName.StartsWith("bad", StringComparison.Ordinal) ? throw new InvalidTimeZoneException(reminderName) : Task.CompletedTask;
    }
}
