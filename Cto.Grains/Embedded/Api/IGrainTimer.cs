namespace Orleans.Runtime;

/// <summary>A running timer of a grain; disposing it stops it and cancels the token of a tick under way.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Counts anew from now; an infinite due time pauses the timer, an infinite period makes it tick once.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
