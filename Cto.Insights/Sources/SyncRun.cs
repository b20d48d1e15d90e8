using Cto.Domain.Sources;
using Cto.Insights.Facts;

namespace Cto.Insights.Sources;

/// <summary>One finished sync, kept for the health of our data.</summary>
/// <param name="Fault"><see langword="null"/> unless it failed.</param>
public sealed record SyncRun(DateTimeOffset StartedAt, DateTimeOffset EndedAt, SyncOutcome Outcome, SourceFault? Fault, int Pages, FactsWritten Written);

/// <summary>How a sync ended.</summary>
public enum SyncOutcome
{
    Succeeded,
    Failed,
    Throttled,

    /// <summary>Stopped by a person, a pause or the end of the process.</summary>
    Cancelled,
}
