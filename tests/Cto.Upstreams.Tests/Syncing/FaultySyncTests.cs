using Cto.Testing;
using Cto.Upstreams.Faults;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>The whole demo company while a fifth of all requests go wrong in one way or another, for as long as it takes.</summary>
public sealed class FaultySyncTests
{
    // What one poll had to leave out, and said so, the next one reads.
    private const int Polls = 4;

    // Errors that say something untrue for good (401, 403, 404) are not among them: they are the matrix's.
    [Fact(Timeout = 600_000)]
    public async Task The_end_state_is_the_same_when_a_fifth_of_all_requests_fail()
    {
        // The company's time stands still; that of each connector goes on, as far as its vendor asks it to wait.
        await using var company = await Demo.StartAsync(scale: 0.01, clock: new StandingClock(Demo.Now));
        await using var product = await DemoProduct.ConnectAsync(company, patience: 200);
        company.Break(new FaultRule { Rate = 0.2 });

        var differences = new List<string>();
        for (var polls = 0; polls == 0 || (differences.Count > 0 && polls < Polls); polls++)
        {
            var result = await product.SyncAsync();
            Demo.AssertNone([.. company.Sources.Good().SelectMany(source => result.Faults(source.Name).Select(fault => $"{source.Name}: {fault}"))]);
            differences = await DifferencesAsync(company, product);
        }

        Demo.AssertNone(differences);
        var traffic = company.Simulation.Traffic.Read().Values;
        Assert.True(traffic.Sum(vendor => vendor.Where(answer => answer.Key >= 400).Sum(answer => answer.Value)) > 500, "hardly anything went wrong");
    }

    private static async Task<List<string>> DifferencesAsync(UpstreamsHost company, DemoProduct product)
    {
        var differences = new List<string>();
        foreach (var source in company.Sources.Good())
        {
            differences.AddRange((await TruthCheck.DifferencesAsync(company, product, source.Name)).Select(difference => $"{source.Name}: {difference}"));
        }

        return differences;
    }
}
