namespace Cto.Grains.Tests.Embedded;

public sealed class StressTests
{
    [Fact]
    public async Task No_two_turns_of_a_grain_overlap_whatever_calls_it()
    {
        await using var host = await TestGrainHost.StartAsync();
        const int Callers = 32;
        const int Calls = 300;
        var grains = Enumerable.Range(0, 4).Select(i => host.Grains.GetGrain<IStressGrain>($"{i}")).ToArray();
        var meetings = grains.SelectMany(grain => new[] { grain.Meet(), grain.Meet() });
        var hammering = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => HammerAsync(host.Grains, caller, Calls)));
        await Task.WhenAll([.. hammering, .. meetings]);
        var reports = await Task.WhenAll(grains.Select(grain => grain.Report()));
        Assert.All(reports, report => Assert.Equal(0, report.Overlaps));
        Assert.All(reports, report => Assert.True(report.Interleavings > 0, "No call interleaved, so this test has shown nothing."));
        Assert.Equal((Callers * Calls) + (2 * grains.Length), reports.Sum(report => report.Calls));
    }

    [Fact]
    public async Task No_call_is_lost_while_activations_come_and_go()
    {
        await using var host = await TestGrainHost.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var answered = 0;
            for (var i = 0; i < 500; i++)
            {
                var grain = host.Grains.GetGrain<ILifeGrain>("busy");
                if ((i + caller) % 7 == 0)
                {
                    await grain.Leave();
                }

                answered += await grain.Hello() > 0 ? 1 : 0;
            }

            return answered;
        })));
        Assert.Equal(16 * 500, answers.Sum());
        var probe = host.Services.GetProbe();
        Assert.True(probe.Count("activating busy") > 10);
        Assert.InRange(probe.Count("activating busy") - probe.Count("disposed busy"), 0, 1);
        AssertOneAtATime(probe.Events, "activating busy", "disposed busy");
    }

    private static async Task HammerAsync(IGrainFactory grains, int caller, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            var grain = grains.GetGrain<IStressGrain>($"{(caller + i) % 4}");
            await (((caller + i) % 5) switch
            {
                0 => grain.Quick(),
                1 => grain.Yielding(),
                2 => grain.Interleaving(),
                3 => grain.Reading(),
                _ => grain.Elsewhere(),
            });
        }
    }

    private static void AssertOneAtATime(IEnumerable<string> events, string begin, string end)
    {
        var alive = 0;
        foreach (var entry in events)
        {
            alive += entry == begin ? 1 : entry == end ? -1 : 0;
            Assert.InRange(alive, 0, 1);
        }
    }
}
