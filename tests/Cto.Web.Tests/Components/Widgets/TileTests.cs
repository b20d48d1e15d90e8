using AngleSharp.Dom;
using Cto.Grains.Widgets;
using Cto.Web.Components.Widgets;
using Cto.Web.Components.Widgets.ChangeFailures;
using Cto.Web.Components.Widgets.Deployments;
using Cto.Web.Components.Widgets.Metric;
using Cto.Web.Components.Widgets.PullRequests;

namespace Cto.Web.Tests.Components.Widgets;

public sealed class TileTests
{
    [Fact]
    public async Task A_number_is_the_door_to_its_evidence()
    {
        var tile = await Draw<LeadTimeWidget>(Samples.Tile("lead-time", Samples.Dora()) with { Query = "service=shop" });

        var door = tile.QuerySelector("a.door")!;
        Assert.Equal("21 h", Text(door));
        Assert.Equal("/evidence/delivery.dora?service=shop", door.GetAttribute("href"));
        Assert.Equal("/fragments/evidence/delivery.dora?service=shop", door.GetAttribute("hx-get"));
        Assert.Contains("8.9 % better", Text(tile.Body!), StringComparison.Ordinal);
        Assert.Contains("vs the 30 days before", Text(tile.Body!), StringComparison.Ordinal);
        Assert.Equal("High DORA 2023", Text(tile.QuerySelector(".band")!).Replace("High", "High ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_low_frequency_is_said_per_week()
    {
        var rare = Samples.Dora() with { DeploymentFrequency = new(0.14, 1, 1, 4, "medium") };

        var tile = await Draw<DeploymentFrequencyWidget>(Samples.Tile("deployment-frequency", rare));

        Assert.Equal("1 per week", Text(tile.QuerySelector("a.door")!));
    }

    [Fact]
    public async Task A_metric_without_data_is_a_dash_with_words_for_those_who_do_not_see_it()
    {
        var nothing = Samples.Dora(0) with { LeadTime = new(null, null, null, 0, null), Before = null };

        var tile = await Draw<LeadTimeWidget>(Samples.Tile("lead-time", nothing));

        Assert.Equal("— no data", Text(tile.QuerySelector("a.door")!));
        Assert.Empty(tile.QuerySelectorAll("svg.spark"));
    }

    [Theory]
    [InlineData(WidgetState.Loading, "loading")]
    [InlineData(WidgetState.Refreshing, "refreshing")]
    [InlineData(WidgetState.Stale, "stale 2 h ago")]
    [InlineData(WidgetState.Failing, "failing 2 h ago")]
    [InlineData(WidgetState.Partial, "partial: CircleCI has been failing since yesterday: its deployments are missing.")]
    public async Task A_state_is_said_in_words(WidgetState state, string words)
    {
        var tile = await Draw<LeadTimeWidget>(Samples.Tile("lead-time", Samples.Dora(), state));

        Assert.Equal(words, Text(tile.QuerySelector(".tile-state")!));
    }

    [Theory]
    [InlineData(WidgetState.Refreshing)]
    [InlineData(WidgetState.Stale)]
    [InlineData(WidgetState.Failing)]
    [InlineData(WidgetState.Partial)]
    public async Task What_was_known_stays_whatever_the_state(WidgetState state)
    {
        var tile = await Draw<LeadTimeWidget>(Samples.Tile("lead-time", Samples.Dora(), state));

        Assert.Equal("21 h", Text(tile.QuerySelector("a.door")!));
    }

    [Fact]
    public async Task A_failing_tile_says_why_and_what_to_do()
    {
        var tile = await Draw<LeadTimeWidget>(Samples.Tile("lead-time", null, WidgetState.Failing));

        Assert.Equal("The database did not answer in time. It is tried again by itself in a minute.", Text(tile.QuerySelector(".fault")!));
        Assert.Empty(tile.QuerySelectorAll("a.door"));
    }

    [Fact]
    public async Task An_empty_tile_says_what_to_connect()
    {
        var tile = await Draw<LeadTimeWidget>(Samples.Tile("lead-time", null, WidgetState.Empty));

        Assert.Contains("Connect a source that knows deployments", Text(tile.QuerySelector(".blank")!), StringComparison.Ordinal);
        Assert.Equal("/sources/new", tile.QuerySelector(".blank a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Text_from_outside_is_text()
    {
        const string Hostile = "<img src=x onerror=alert(1)>\"'`";
        var answer = Samples.OpenPullRequests();
        var first = answer.PullRequests[0] with { Title = Hostile, Author = Hostile, Url = "javascript:alert(1)", RequestedReviewers = [Hostile] };

        var tile = await Draw<OpenPullRequestsWidget>(Samples.Tile("open-pull-requests", answer with { PullRequests = [first] }, title: Hostile));

        Assert.Empty(tile.QuerySelectorAll("img, script"));
        Assert.Equal(Hostile, tile.QuerySelector("h2")!.TextContent);
        Assert.Equal(Hostile, tile.QuerySelector(".items .clip")!.TextContent.Trim());
        Assert.Empty(tile.QuerySelectorAll(".items a"));
    }

    [Fact]
    public async Task A_full_commit_id_is_shortened_and_a_version_is_not()
    {
        var tile = await Draw<LatestDeploymentsWidget>(Samples.Tile("latest-deployments", Samples.Deployments()));

        Assert.Equal(["8f14e45f", "v2.39.0"], tile.QuerySelectorAll(".version > a").Take(2).Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_change_that_is_not_mended_yet_says_so()
    {
        var tile = await Draw<ChangeFailuresWidget>(Samples.Tile("change-failures", Samples.ChangeFailures()));

        Assert.Equal("not yet", Text(tile.QuerySelectorAll("tbody tr")[2].QuerySelector(".bad")!));
    }

    [Fact]
    public async Task Services_with_few_deployments_are_shown_but_not_ranked()
    {
        var tile = await Draw<FailureRankingWidget>(Samples.Tile("failure-ranking", Samples.ChangeFailures()));

        var unranked = tile.QuerySelectorAll(".bars > li").Single(row => row.QuerySelector(".name")!.TextContent == "ci-runners");
        Assert.NotNull(unranked.QuerySelector("rect.fill.i5"));
        Assert.Contains("not ranked", Text(tile.Body!), StringComparison.Ordinal);
    }

    private static Task<IDocument> Draw<TWidget>(TileView tile)
        where TWidget : Microsoft.AspNetCore.Components.IComponent => Rendered.DocumentOf<TWidget>(("Tile", tile));

    private static string Text(INode node) => string.Join(' ', node.TextContent.Split([' ', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
}
