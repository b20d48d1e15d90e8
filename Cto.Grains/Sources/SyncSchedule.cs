using Cto.Domain.Sources;

namespace Cto.Grains.Sources;

/// <summary>When a source is tried next. Chances (0 to 1) come in, so that sources which failed together do not come back together.</summary>
internal static class SyncSchedule
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan FirstWaitForHelp = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWaitForHelp = TimeSpan.FromHours(6);
    private static readonly TimeSpan LateAfterLimit = TimeSpan.FromSeconds(5);

    /// <summary>The time between polls, give or take a tenth.</summary>
    public static TimeSpan Poll(ConnectorDescriptor connector, SourceSettings settings, double chance) => Polling.Every(connector, settings) * (0.9 + (0.2 * chance));

    /// <summary>The wait after failures in a row: doubled each time up to a cap, give or take a fifth; much longer where only a person can help.</summary>
    public static TimeSpan BackOff(SourceFault fault, int failures, double chance)
    {
        var (first, longest) = fault.IsPassing() ? (FirstWait, LongestWait) : (FirstWaitForHelp, LongestWaitForHelp);
        var wait = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (wait < longest ? wait : longest) * (0.8 + (0.4 * chance));
    }

    /// <summary>When to go on after upstream asked us to wait: never before it said, and not all sources at once.</summary>
    public static DateTimeOffset AfterLimit(DateTimeOffset until, double chance) => until + (LateAfterLimit * chance);
}
