using System.Collections.Concurrent;

namespace Cto.Upstreams.Limits;

/// <summary>Counts requests in fixed windows, one for each vendor, credential and budget.</summary>
/// <param name="factor">What every limit is multiplied with.</param>
internal sealed class RateWindows(int factor)
{
    private readonly ConcurrentDictionary<(string Prefix, string Credential, string Policy), Window> _windows = new();

    public LimitState Take(string prefix, string credential, LimitPolicy policy, DateTimeOffset now) => Of(prefix, credential, policy).Take(1, policy.Requests * factor, policy.Window, now);

    /// <summary>Gives a request back that the vendor does not count: GitHub's 304.</summary>
    public LimitState GiveBack(string prefix, string credential, LimitPolicy policy, DateTimeOffset now) => Of(prefix, credential, policy).Take(-1, policy.Requests * factor, policy.Window, now);

    private Window Of(string prefix, string credential, LimitPolicy policy) => _windows.GetOrAdd((prefix, credential, policy.Name), _ => new());

    private sealed class Window
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _resetsAt;
        private int _used;

        public LimitState Take(int requests, int limit, TimeSpan length, DateTimeOffset now)
        {
            lock (_gate)
            {
                if (now >= _resetsAt)
                {
                    (_resetsAt, _used) = (now + length, 0);
                }

                var exceeded = _used + requests > limit;
                _used = exceeded ? _used : Math.Max(0, _used + requests);
                return new(limit, limit - _used, _resetsAt, exceeded);
            }
        }
    }
}
