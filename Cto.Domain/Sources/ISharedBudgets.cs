namespace Cto.Domain.Sources;

/// <summary>Counts the calls of all nodes of an installation to vendors. Times are lengths, because the clocks of nodes differ.</summary>
public interface ISharedBudgets
{
    /// <summary>Takes the next place that keeps every limit, in the order in which all nodes ask; none when it is further off than the patience.</summary>
    /// <param name="credential">What shares the limits; it shows no secret.</param>
    /// <param name="limits">The limits that count the call.</param>
    /// <param name="patience">The longest wait.</param>
    /// <returns><see langword="null"/> when nobody counts for all nodes now: then each counts by itself.</returns>
    ValueTask<SharedPlace?> TakeAsync(string credential, IReadOnlyList<CountedLimit> limits, TimeSpan patience);

    /// <summary>The vendor asked to wait: no node calls before that.</summary>
    /// <param name="credential">What shares the limits; it shows no secret.</param>
    /// <param name="bucket">Which of the vendor's separate budgets it is about; empty where there is one for all.</param>
    /// <param name="wait">For how long.</param>
    ValueTask CloseAsync(string credential, string bucket, TimeSpan wait);

    /// <summary>How long a vendor wants no calls, whichever node it told; <see langword="null"/> when it said nothing, or nobody knows.</summary>
    ValueTask<TimeSpan?> ClosedForAsync(string credential, string bucket);
}

/// <summary>A limit that all nodes keep together.</summary>
/// <param name="Name">Tells it from the other limits of the credential.</param>
/// <param name="Ours">Calls that we make at most in any window of this length.</param>
/// <param name="Window">The window.</param>
public sealed record CountedLimit(string Name, int Ours, TimeSpan Window);

/// <summary>When a call may be made.</summary>
/// <param name="Wait">From now.</param>
/// <param name="Tightest">The limit that makes it wait; <see langword="null"/> when none does.</param>
/// <param name="Use">How much of each limit is used, in their order.</param>
public sealed record SharedPlace(TimeSpan Wait, CountedLimit? Tightest, IReadOnlyList<LimitUse> Use);

/// <summary>How much of a limit all nodes have used.</summary>
/// <param name="Calls">Calls in the window.</param>
/// <param name="Ends">When the first of them leaves it, from now.</param>
public sealed record LimitUse(int Calls, TimeSpan Ends);
