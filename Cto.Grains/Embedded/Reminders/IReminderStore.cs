
namespace Cto.Grains.Embedded;

/// <summary>Where reminders are kept.</summary>
internal interface IReminderStore
{
    /// <summary>Adds a reminder, or gives it a new schedule.</summary>
    Task PutAsync(Reminder reminder, CancellationToken cancellationToken);

    Task RemoveAsync(GrainId grain, string name, CancellationToken cancellationToken);

    Task<IReadOnlyList<Reminder>> ListAsync(GrainId grain, CancellationToken cancellationToken);

    /// <summary>Takes reminders that are due and that no living process has taken.</summary>
    Task<IReadOnlyList<Reminder>> TakeDueAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Puts a taken reminder back, due later; nothing happens when it was changed or removed meanwhile.</summary>
    Task PutBackAsync(Reminder taken, DateTimeOffset due, CancellationToken cancellationToken);

    /// <returns>When something can be taken next; <see langword="null"/> when there are no reminders.</returns>
    Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken);
}
