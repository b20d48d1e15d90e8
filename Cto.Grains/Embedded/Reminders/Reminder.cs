
namespace Cto.Grains.Embedded;

/// <summary>A wake-up call of a grain that outlives the process.</summary>
/// <param name="Grain">Whom to wake.</param>
/// <param name="ReminderName">Its name among the reminders of the grain.</param>
/// <param name="First">When the first tick was due, UTC.</param>
/// <param name="Period">Time between ticks.</param>
/// <param name="Due">When the next tick is due, UTC.</param>
/// <param name="Version">Changes with each write and each taking.</param>
internal sealed record Reminder(GrainId Grain, string ReminderName, DateTimeOffset First, TimeSpan Period, DateTimeOffset Due, Guid Version) : IGrainReminder
{
    /// <summary>The first tick of the schedule after that instant: what was missed meanwhile is made up for once, not tick by tick.</summary>
    public DateTimeOffset DueAfter(DateTimeOffset now) =>
        now < First ? First : First + (Period * (Math.Floor((now - First) / Period) + 1));
}
