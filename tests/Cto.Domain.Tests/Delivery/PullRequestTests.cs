using Cto.Domain.Delivery;
using static Cto.Domain.Tests.Delivery.Story;

namespace Cto.Domain.Tests.Delivery;

public sealed class PullRequestTests
{
    private static readonly PullRequest Pull = new()
    {
        Key = "p", Repository = Repository, Number = 1, Title = "t", Author = "ann", CreatedAt = At(1), ReadyAt = At(4), FirstCommitAt = At(0), MergedAt = At(20), ClosedAt = At(20),
    };

    [Fact]
    public void The_four_phases_add_up_to_the_cycle()
    {
        var phases = PullRequestPhases.Of(Pull, At(7), At(25));
        Assert.Equal([4, 3, 13, 5], new[] { phases.Coding, phases.Pickup, phases.Review, phases.Deploy }.Select(phase => phase!.Value.TotalHours));
        Assert.Equal(25, phases.Cycle!.Value.TotalHours);
    }

    [Fact]
    public void Opened_is_created_when_it_never_was_a_draft() => Assert.Equal(1, PullRequestPhases.Of(Pull with { ReadyAt = null }, At(7), At(25)).Coding!.Value.TotalHours);

    [Fact]
    public void Without_a_review_pickup_and_review_have_no_data_and_neither_has_the_cycle()
    {
        var phases = PullRequestPhases.Of(Pull, null, At(25));
        Assert.Equal((null, null, null), (phases.Pickup, phases.Review, phases.Cycle));
        Assert.Equal(4, phases.Coding!.Value.TotalHours);
        Assert.Null(PullRequestPhases.Of(Pull, At(7), null).Cycle);
        Assert.Null(PullRequestPhases.Of(Pull with { FirstCommitAt = null }, At(7), At(25)).Cycle);
    }

    [Fact]
    public void A_review_of_the_draft_is_a_pickup_at_once_and_one_after_the_merge_is_none()
    {
        Assert.Equal(TimeSpan.Zero, PullRequestPhases.Of(Pull, At(2), At(25)).Pickup);
        Assert.Null(PullRequestPhases.Of(Pull, At(21), At(25)).Pickup);
    }

    [Fact]
    public void A_negative_phase_has_no_data_and_says_why()
    {
        var rebased = PullRequestPhases.Of(Pull with { FirstCommitAt = At(5) }, At(7), At(25));
        Assert.Equal((null, null, true), (rebased.Coding, rebased.Cycle, rebased.ClockOrRebase));
        Assert.True(PullRequestPhases.Of(Pull, At(7), At(19)) is { Deploy: null, ClockOrRebase: true });
    }

    [Fact]
    public void The_first_review_is_by_another_person()
    {
        Review[] reviews = [By("ANN", 5), By("lint[bot]", 6), By("bob", 9), By("eve", 8)];
        Assert.Equal(At(8), Reviewing.FirstReviewAt(Pull, reviews, DeliveryRules.Default));
        Assert.Null(Reviewing.FirstReviewAt(Pull, reviews[..2], DeliveryRules.Default));
        Assert.Equal(At(6), Reviewing.FirstReviewAt(Pull with { FirstReviewAt = At(6) }, [], DeliveryRules.Default));
    }

    [Theory]
    [InlineData(3, 1, 0.75)]
    [InlineData(0, 2, 0.0)]
    [InlineData(0, 0, null)]
    public void The_merge_rate_is_of_those_closed(int merged, int unmerged, double? rate) => Assert.Equal(rate, Reviewing.MergeRate(merged, unmerged));

    [Fact]
    public void Review_load_is_measured_over_people_who_reviewed()
    {
        Assert.Equal(0.25, Reviewing.Gini([3, 1, 0]));
        Assert.Null(Reviewing.Gini([0]));
    }

    [Fact]
    public void Overdue_is_open_ready_and_unreviewed_for_more_than_two_days()
    {
        var open = Pull with { MergedAt = null, ClosedAt = null };
        Assert.False(Reviewing.IsOverdue(open, null, At(4 + 48)));
        Assert.True(Reviewing.IsOverdue(open, null, At(4 + 48.01)));
        Assert.False(Reviewing.IsOverdue(open, At(5), At(100)));
        Assert.False(Reviewing.IsOverdue(open with { Draft = true }, null, At(100)));
        Assert.False(Reviewing.IsOverdue(Pull, null, At(100)));
    }

    // 2026-03-27 is the Friday before the clocks change in Berlin (from UTC+1 to UTC+2).
    [Theory]
    [InlineData("2026-03-27T08:00:00Z", "2026-03-27T10:00:00Z", 2)]
    [InlineData("2026-03-27T15:00:00Z", "2026-03-30T08:00:00Z", 2)] // 16–17 on Friday, 9–10 on Monday
    [InlineData("2026-03-28T00:00:00Z", "2026-03-29T12:00:00Z", 0)]
    [InlineData("2026-03-27T15:00:00Z", "2026-04-13T08:00:00Z", 82)] // 1 + 10 days of 8 + 1
    [InlineData("2026-03-27T10:00:00Z", "2026-03-27T10:00:00Z", 0)]
    [InlineData("2026-03-27T10:00:00Z", "2026-03-26T10:00:00Z", 0)]
    public void Working_hours_leave_out_nights_and_weekends(string start, string end, double hours) => Assert.Equal(
        hours, new WorkingHours(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Between(DateTimeOffset.Parse(start), DateTimeOffset.Parse(end)).TotalHours, 6);

    [Fact]
    public void Phases_can_be_read_in_working_hours() => Assert.Equal(
        7, PullRequestPhases.Of(Pull, At(10), At(25), new WorkingHours(TimeZoneInfo.Utc)).Review!.Value.TotalHours, 6);

    private static Review By(string reviewer, double at) => new()
    {
        Key = $"{reviewer}@{at}", PullRequest = "p", Repository = Repository, Reviewer = reviewer, SubmittedAt = At(at), State = ReviewState.Commented,
    };
}
