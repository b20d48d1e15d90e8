using Cto.Testing;

namespace Cto.Upstreams.Tests;

/// <summary>The simulated company as tests want it: small, and with a clock that stands still.</summary>
internal static class Demo
{
    /// <summary>A Saturday morning.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    public static Task<UpstreamsHost> StartAsync(double scale = 0.02, TimeProvider? clock = null, int limits = 1000) =>
        UpstreamsHost.StartAsync(new() { Scale = scale, Start = Now, Limits = limits }, clock ?? new FakeClock(Now), TestContext.Current.CancellationToken);
}
