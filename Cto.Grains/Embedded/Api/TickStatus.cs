namespace Orleans.Runtime;

/// <summary>A reminder that was registered.</summary>
public interface IGrainReminder
{
    /// <summary>Its name among the reminders of the grain.</summary>
    string ReminderName { get; }
}

/// <summary>Where a tick stands in the schedule of its reminder; times in UTC.</summary>
public readonly struct TickStatus
{
    /// <summary>The tick due at <paramref name="timeStamp"/> or before.</summary>
    public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        FirstTickTime = firstTickTime;
        Period = period;
        CurrentTickTime = timeStamp;
    }

    /// <summary>When the first tick was due.</summary>
    public DateTime FirstTickTime { get; }

    /// <summary>Time between ticks.</summary>
    public TimeSpan Period { get; }

    /// <summary>When this tick was sent.</summary>
    public DateTime CurrentTickTime { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{FirstTickTime:O}, {Period}, {CurrentTickTime:O}>";
}
