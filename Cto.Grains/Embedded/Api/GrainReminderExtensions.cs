using Cto.Grains.Embedded;

namespace Orleans;

/// <summary>The reminders of a grain: wake-up calls that outlive the process.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Adds a reminder or gives it a new schedule; the period is a minute at least.</summary>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    /// <inheritdoc cref="RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)"/>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain is IRemindable
            ? RegistryOf(grain).PutAsync(grain.GrainContext.GrainId, reminderName, dueTime, period)
            : throw new InvalidOperationException($"{grain.GetType().Name} must implement IRemindable to have reminders.");
    }

    /// <summary>Ends a reminder.</summary>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => UnregisterReminder((IGrainBase)grain, reminder);

    /// <inheritdoc cref="UnregisterReminder(Grain, IGrainReminder)"/>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        RegistryOf(grain).RemoveAsync(grain.GrainContext.GrainId, reminder);

    /// <returns>The reminder of that name; <see langword="null"/> when there is none.</returns>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => GetReminder((IGrainBase)grain, reminderName);

    /// <inheritdoc cref="GetReminder(Grain, string)"/>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        RegistryOf(grain).FindAsync(grain.GrainContext.GrainId, reminderName);

    /// <summary>All reminders of the grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    /// <inheritdoc cref="GetReminders(Grain)"/>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => RegistryOf(grain).ListAsync(grain.GrainContext.GrainId);

    private static ReminderRegistry RegistryOf(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return ((Activation)grain.GrainContext).Runtime.Reminders;
    }
}
