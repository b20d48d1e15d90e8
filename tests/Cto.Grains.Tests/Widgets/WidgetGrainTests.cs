using Cto.Grains.Widgets;
using Cto.Insights;

namespace Cto.Grains.Tests.Widgets;

public sealed class WidgetGrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_first_answer_it_is_loading_and_who_waits_gets_the_answer()
    {
        await using var host = await WidgetHost.StartAsync();
        Assert.Equal(WidgetState.Loading, (await host.Widget.Read(TimeSpan.Zero)).State);
        var waiting = host.Widget.Read(Patience);
        host.Insight.Answer(7);
        var shown = await waiting;
        Assert.Equal((WidgetState.Fresh, 7), (shown.State, shown.Reply!.Answer));
    }

    [Fact]
    public async Task However_many_read_it_is_asked_once()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        var read = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Widget.Read(Patience)));
        Assert.All(read, snapshot => Assert.Equal(7, snapshot.Reply!.Answer));
        await host.Widget.Read(Patience);
        Assert.Equal(1, host.Insight.Asked);
    }

    [Fact]
    public async Task After_a_change_the_next_reader_gets_the_new_answer()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        var before = await host.Widget.Read(Patience);
        await host.FactsChanged("deployment");
        host.Insight.Answer(8);
        var after = await host.Widget.Read(Patience);
        Assert.Equal(8, after.Reply!.Answer);
        Assert.True(after.Version > before.Version);
    }

    [Fact]
    public async Task Who_has_no_patience_gets_the_old_answer_marked_as_being_refreshed()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        await host.Widget.Read(Patience);
        await host.FactsChanged("deployment");
        await host.Widget.Read(TimeSpan.Zero);
        await host.Clock.AdvanceUntilAsync(() => host.Insight.Asked == 2, TimeSpan.FromMilliseconds(10), Token);
        var shown = await host.Widget.Read(TimeSpan.Zero);
        Assert.Equal((WidgetState.Refreshing, 7), (shown.State, shown.Reply!.Answer));
    }

    [Fact]
    public async Task Facts_of_other_kinds_are_none_of_its_business()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        await host.Widget.Read(Patience);
        await host.FactsChanged("incident");
        await host.Widget.Read(Patience);
        Assert.Equal(1, host.Insight.Asked);
    }

    [Fact]
    public async Task A_watcher_is_told_of_the_new_answer_soon_after_a_change()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        await host.Widget.Read(Patience);
        var watcher = host.Watch();
        await host.Widget.Watch(watcher.Reference);
        await host.FactsChanged("deployment");
        host.Insight.Answer(8);
        await host.Clock.AdvanceUntilAsync(() => watcher.Waiting > 0, WidgetSchedule.Settle, Token);
        Assert.Equal(8, (await watcher.NextAsync()).Reply!.Answer);
    }

    [Fact]
    public async Task A_burst_of_changes_is_answered_together()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        await host.Widget.Read(Patience);
        var watcher = host.Watch();
        await host.Widget.Watch(watcher.Reference);
        for (var i = 0; i < 100; i++)
        {
            await host.FactsChanged("deployment");
        }

        host.Insight.Answer(8);
        await host.Clock.AdvanceUntilAsync(() => watcher.Waiting > 0, WidgetSchedule.Settle, Token);
        Assert.Equal(8, (await watcher.NextAsync()).Reply!.Answer);
        Assert.Equal(2, host.Insight.Asked);
    }

    [Fact]
    public async Task A_failure_keeps_the_last_good_answer_says_why_and_is_tried_again()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        await host.Widget.Read(Patience);
        host.Insight.Fail(new InvalidOperationException("column does not exist"));
        var failing = await host.Widget.Refresh();
        Assert.Equal((WidgetState.Failing, 7), (failing.State, failing.Reply!.Answer));
        Assert.NotNull(failing.Fault);
        Assert.NotNull(failing.Remedy);
        Assert.DoesNotContain("column", failing.Fault, StringComparison.Ordinal);
        host.Insight.Answer(8);
        var mended = await host.Widget.Read(Patience);
        Assert.Equal((WidgetState.Fresh, 8, null), (mended.State, mended.Reply!.Answer, mended.Fault));
    }

    [Fact]
    public async Task Settings_that_name_nothing_known_say_so_on_the_tile()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Fail(new UnknownEntityException("service", "chekout", ["checkout"]));
        Assert.Contains("Did you mean checkout", (await host.Widget.Read(Patience)).Fault, StringComparison.Ordinal);
        Assert.Contains("'color'", (await host.WidgetOf("color=red").Read(Patience)).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InsightStatus.NoData, WidgetState.Empty)]
    [InlineData(InsightStatus.NotConnected, WidgetState.Empty)]
    [InlineData(InsightStatus.Partial, WidgetState.Partial)]
    public async Task An_answer_that_is_not_whole_is_never_shown_as_fine(InsightStatus status, WidgetState state)
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(0, status);
        Assert.Equal(state, (await host.Widget.Read(Patience)).State);
    }

    [Fact]
    public async Task A_late_source_makes_it_stale_since_then()
    {
        await using var host = await WidgetHost.StartAsync();
        var since = host.Clock.GetUtcNow().AddHours(-3);
        host.Insight.Answer(7, staleSince: since);
        var shown = await host.Widget.Read(Patience);
        Assert.Equal((WidgetState.Stale, since), (shown.State, shown.Since));
    }

    [Fact]
    public async Task A_rolling_period_moves_on_even_if_no_fact_changes()
    {
        await using var host = await WidgetHost.StartAsync();
        host.Insight.Answer(7);
        await host.Widget.Read(Patience);
        host.Clock.Advance(WidgetSchedule.Roll + TimeSpan.FromSeconds(1));
        host.Insight.Answer(8);
        Assert.Equal(8, (await host.Widget.Read(Patience)).Reply!.Answer);
    }

    [Fact]
    public async Task A_tenant_that_is_gone_gets_no_answer()
    {
        await using var host = await WidgetHost.StartAsync();
        var shown = await host.WidgetOf("", Guid.NewGuid()).Read(Patience);
        Assert.Equal(WidgetState.Failing, shown.State);
        Assert.Equal(0, host.Insight.Asked);
    }
}
