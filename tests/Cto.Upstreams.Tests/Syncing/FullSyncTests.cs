using Cto.Upstreams.World;

namespace Cto.Upstreams.Tests.Syncing;

/// <summary>Every source of the demo company: what was stored, and what a second sync does.</summary>
[Collection(SyncedDemo.Collection)]
public sealed class FullSyncTests(SyncedDemo demo)
{
    public static TheoryData<string> Sources => [.. Demo.Sources.Good().Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task What_is_stored_equals_the_truth(string source)
    {
        Demo.AssertNone(demo.First.Faults(source));
        Demo.AssertNone(demo.First.Rejected(source));
        Demo.AssertNone(await demo.DifferencesAsync(source));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_second_sync_changes_nothing(string source)
    {
        Demo.AssertNone(demo.Second.Faults(source));
        Demo.AssertNone(demo.Second.Changes(source));
    }

    [Fact]
    public async Task The_source_whose_token_ended_yesterday_brings_nothing_and_is_the_only_one_that_fails()
    {
        var ended = Assert.Single(Demo.Sources, source => source.EndsAt <= Demo.Now);

        Assert.InRange(ended.EndsAt!.Value, Demo.Now.AddDays(-1).Day(), Demo.Now.Day());
        Assert.Equal([ended.Name], Demo.Sources.Select(source => source.Name).Where(source => demo.First.Faults(source).Count > 0));
        Assert.All(demo.First.Faults(ended.Name), fault => Assert.Contains("Unauthorized SonarQube does not accept the credentials", fault, StringComparison.Ordinal));
        Assert.Equal(["no truth is told"], await demo.DifferencesAsync(ended.Name));
        Assert.Empty(await demo.KindsAsync(ended.Name));
    }

    // GitLab documents no conditional requests: there, little is asked instead (what was updated since).
    [Fact]
    public void A_second_sync_of_GitHub_costs_mostly_304s()
    {
        var answers = demo.SecondTraffic["github"];

        Assert.True(answers.GetValueOrDefault(304) > answers.Values.Sum() / 2, string.Join(", ", answers.Select(answer => $"{answer.Value} × {answer.Key}")));
    }
}
