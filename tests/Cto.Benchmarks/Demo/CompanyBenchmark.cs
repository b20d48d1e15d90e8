extern alias upstreams;

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using upstreams::Cto.Upstreams.World;

namespace Cto.Benchmarks.Demo;

/// <summary>How long the delivery of the simulated company takes to be made, in full size: the first page of a vendor waits for it.</summary>
internal static class CompanyBenchmark
{
    private const int Companies = 5;

    public static Task RunAsync(CancellationToken cancellationToken)
    {
        for (var seed = 1; seed <= Companies; seed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var company = new Company(new() { Seed = seed }, new FakeTimeProvider(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)));
            var pulls = company.Repositories.Sum(repository => company.Delivery.Of(repository).PullRequests.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"company: seed {seed}, {pulls:N0} pull requests with their deliveries in {watch.Elapsed.TotalSeconds:N2} s"));
        }

        return Task.CompletedTask;
    }
}
