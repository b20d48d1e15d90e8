using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Microsoft.Extensions.Time.Testing;

namespace Cto.Upstreams.Tests;

/// <summary>The simulated company as tests want it: small, and with a clock that stands still.</summary>
internal static class Demo
{
    /// <summary>A Saturday morning.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    /// <summary>The company at its full size, grown once for all tests that only look at it.</summary>
    public static readonly Company Acme = new(new() { Start = Now, Scale = 1 }, new FakeTimeProvider(Now));

    /// <summary>The connections that the demo makes, below no address.</summary>
    public static IEnumerable<DemoSource> Sources => VendorList.Of(new Company(new() { Start = Now, Scale = 0.02 }, new FakeTimeProvider(Now))).SelectMany(vendor => vendor.Sources(""));

    /// <summary>Of these, those whose credentials are good.</summary>
    public static IEnumerable<DemoSource> Good(this IEnumerable<DemoSource> sources) => sources.Where(source => !(source.EndsAt <= Now));

    public static Task<UpstreamsHost> StartAsync(double scale = 0.02, TimeProvider? clock = null, int limits = 1000) =>
        UpstreamsHost.StartAsync(new() { Scale = scale, Start = Now, Limits = limits }, clock ?? new FakeTimeProvider(Now), TestContext.Current.CancellationToken);

    /// <summary>Fails with every sentence of a list that should be empty.</summary>
    public static void AssertNone(IReadOnlyCollection<string> problems) => Assert.True(problems.Count == 0, string.Join('\n', problems));
}
