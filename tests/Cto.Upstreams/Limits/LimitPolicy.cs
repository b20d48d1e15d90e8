namespace Cto.Upstreams.Limits;

/// <summary>A limit of a vendor for one credential.</summary>
/// <param name="Name">Which budget: requests with different names do not share one.</param>
/// <param name="Requests">Allowed in a window.</param>
/// <param name="Window">From its first request on.</param>
internal sealed record LimitPolicy(string Name, int Requests, TimeSpan Window);

/// <summary>How a limit stands after a request.</summary>
/// <param name="Limit">Requests allowed.</param>
/// <param name="Remaining">Left in this window.</param>
/// <param name="ResetsAt">When the next window starts.</param>
/// <param name="Exceeded">This request was one too many.</param>
internal sealed record LimitState(int Limit, int Remaining, DateTimeOffset ResetsAt, bool Exceeded);
