namespace Orleans;

/// <summary>A grain that can be woken by reminders.</summary>
public interface IRemindable : IGrain
{
    /// <summary>Runs at each tick of a reminder, as an ordinary call.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
