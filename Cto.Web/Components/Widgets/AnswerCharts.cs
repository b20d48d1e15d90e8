using Cto.Insights.Delivery.ChangeFailures;
using Cto.Insights.Delivery.Deployments;
using Cto.Insights.Delivery.DoraMetrics;
using Cto.Insights.Delivery.LeadTime;
using Cto.Insights.PullRequests.CycleTime;
using Cto.Insights.PullRequests.OpenPullRequests;
using Cto.Insights.PullRequests.ReviewLoad;
using Cto.Web.Components.Charts;
using Cto.Web.Components.Format;

namespace Cto.Web.Components.Widgets;

/// <summary>What of an answer is drawn, on a tile and in an exported file alike.</summary>
internal static class AnswerCharts
{
    private const int MostPeople = 40;

    public static ChartData Of(DoraAnswer answer) => Days("Deployments per day", ChartUnit.Count, [.. answer.Daily.Select(day => day.Day)],
        new ChartSeries("Deployments", [.. answer.Daily.Select(day => (double?)day.Deployments)], Ink.First));

    public static ChartData Of(DeploymentsAnswer answer) => Days("Deployments per day", ChartUnit.Count, [.. answer.Daily.Select(day => day.Day)],
        new("Succeeded", [.. answer.Daily.Select(day => (double?)day.Succeeded)], Ink.First),
        new("Failed run", [.. answer.Daily.Select(day => (double?)day.FailedRuns)], Ink.Bad));

    public static ChartData Of(LeadTimeAnswer answer) => Days("Median lead time per day", ChartUnit.Duration, [.. answer.Daily.Select(day => day.Day)],
        new ChartSeries("Median lead time", [.. answer.Daily.Select(day => day.MedianSeconds)], Ink.First));

    public static ChartData Of(CycleTimeAnswer answer) => Days("Median of each phase per week", ChartUnit.Duration, [.. answer.Weekly.Select(week => week.Monday)],
        new("Coding", [.. answer.Weekly.Select(week => week.CodingSeconds)], Ink.First),
        new("Pickup", [.. answer.Weekly.Select(week => week.PickupSeconds)], Ink.Second),
        new("Review", [.. answer.Weekly.Select(week => week.ReviewSeconds)], Ink.Third),
        new("Deploy", [.. answer.Weekly.Select(week => week.DeploySeconds)], Ink.Fourth)) with
    { Along = "Week from" };

    public static IReadOnlyList<Bar> Bars(LeadTimeAnswer answer) => [.. answer.Groups.Select(group =>
        new Bar(group.Name, group.Now.MedianSeconds, DurationText.Of(group.Now.MedianSeconds), NumberText.Count(group.Now.Count, "change", "changes")) { Before = group.BeforeMedianSeconds })];

    public static IReadOnlyList<Bar> Bars(ChangeFailuresAnswer answer) => [.. answer.Ranking.Select(service =>
        new Bar(service.Service, service.Rate, NumberText.Percent(service.Rate), $"{NumberText.Whole(service.Failed)} of {NumberText.Whole(service.Denominator)}")
        {
            Ink = service.Rank is null ? Ink.Quiet : Ink.First,
        })];

    public static IReadOnlyList<Bar> Bars(ReviewLoadAnswer answer) => [.. answer.People.Take(MostPeople).Select(person =>
        new Bar(person.Person, person.Reviews, NumberText.Whole(person.Reviews), person.MedianPickupSeconds is { } pickup ? $"first answer {DurationText.Of(pickup)}" : null))];

    public static IReadOnlyList<Bar> Bars(OpenPullRequestsAnswer answer) => [.. answer.Repositories.Select(repository =>
        new Bar(repository.Repository, repository.Open, NumberText.Whole(repository.Open), $"{NumberText.Whole(repository.Overdue)} overdue"))];

    private static ChartData Days(string title, ChartUnit unit, IReadOnlyList<DateOnly> days, params IReadOnlyList<ChartSeries> series) => new()
    {
        Title = title,
        Along = "Day",
        Unit = unit,
        Labels = [.. days.Select(MomentText.Day)],
        Names = [.. days.Select(MomentText.Date)],
        Series = series,
    };
}
