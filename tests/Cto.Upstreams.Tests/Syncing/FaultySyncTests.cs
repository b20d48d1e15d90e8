using Cto.Connectors.Tests;
using Cto.Upstreams.Faults;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>The whole demo company while a fifth of all addresses go wrong in one way or another when they are first asked.</summary>
public sealed class FaultySyncTests
{
    // Errors that say something untrue for good (401, 403, 404) are not among them: they are the matrix's.
    [Fact(Timeout = 180_000)]
    public async Task The_end_state_is_the_same_when_a_fifth_of_all_addresses_fail_at_first()
    {
        // The company's time stands still; ours goes on, as far as vendors ask us to wait.
        await using var company = await Demo.StartAsync(scale: 0.01, clock: new StandingClock(Demo.Now));
        await using var product = await DemoProduct.ConnectAsync(company, new StandingClock(Demo.Now), patience: 500);
        company.Break(new FaultRule { Rate = 0.2, Once = true });

        var result = await product.SyncAsync();

        var traffic = company.Simulation.Traffic.Read().Values;
        Assert.True(traffic.Sum(vendor => vendor.Where(answer => answer.Key >= 400).Sum(answer => answer.Value)) > 50, "hardly anything went wrong");
        Demo.AssertNone([.. company.Sources.SelectMany(source => result.Faults(source.Name).Select(fault => $"{source.Name}: {fault}"))]);
        var differences = new List<string>();
        foreach (var source in company.Sources)
        {
            differences.AddRange((await TruthCheck.DifferencesAsync(company, product, source.Name)).Select(difference => $"{source.Name}: {difference}"));
        }

        Demo.AssertNone(differences);
    }
}
