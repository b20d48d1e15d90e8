using Cto.Upstreams.Truth;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Planning;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Jira;

/// <summary>What is true of the company's planning.</summary>
internal static class JiraTruth
{
    public static void Tell(TruthBook truth, string source, Company company, JiraDesk desk)
    {
        IEnumerable<PlannedItem> Items(DateTimeOffset at) => desk.Items(at).Where(item => !item.IsEpic);

        truth.Count(source, "projects", "project", _ => company.Teams.Count);
        truth.Count(source, "sprints", "board", _ => company.Teams.Count);
        truth.Count(source, "sprints", "sprint", at => company.Planning.AllOfSprints.Count(sprint => sprint.Exists(at)));
        truth.Count(source, "issues", "epic", at => desk.Items(at).Count(item => item.IsEpic));
        truth.Count(source, "issues", "workItem", at => Items(at).Count());
        truth.Count(source, "issues", "workItemChange", at => Items(at).Sum(item => item.Changes.Count(change => change.At <= at)));
        truth.Count(source, "issues", "sprintItem", at => Lines(company, at).Count());
        truth.Sum(source, "work_item.points", at => Items(at).Sum(item => (decimal)(item.Points(at) ?? 0)));
        truth.Sum(source, "sprint_item.points", at => Lines(company, at).Sum(line => (decimal)(line.Item.Points(line.At) ?? 0)));
        truth.Topic("planning/payments-refactor", at => Refactor(company, at));
        truth.Topic("planning/debt-share", at => company.Planning.AllOfSprints.Where(sprint => sprint.ClosedAt <= at).GroupBy(sprint => sprint.Index).OrderBy(group => group.Key).TakeLast(4).Select(group => Share(company, [.. group])));
        truth.Topic("planning/overdue-actions", at => Items(at).Where(item => item.Labels.Contains(TeamPlan.PostMortem) && item.DueOn < DateOnly.FromDateTime(at.UtcDateTime) && !item.IsDone(at)).Select(item => item.Key));
        truth.Topics("jira/issues/", desk.Tell);
    }

    // What was in a sprint when it began and when it was closed.
    private static IEnumerable<(PlannedItem Item, DateTimeOffset At)> Lines(Company company, DateTimeOffset at) =>
        from sprint in company.Planning.AllOfSprints
        from moment in new[] { sprint.StartsAt, sprint.ClosedAt }
        where moment <= at
        from item in company.Planning.Items
        where item.Place == sprint.Place && !item.IsEpic && item.Exists(moment) && item.Sprints(moment).Contains(sprint.Id)
        select (item, moment);

    private static object Share(Company company, IReadOnlyList<PlannedSprint> sprints)
    {
        var done = sprints.SelectMany(sprint => company.Planning.Items.Where(item => item.Sprints(sprint.ClosedAt).Contains(sprint.Id) && item.IsDone(sprint.ClosedAt)).Select(item => (item, points: item.Points(sprint.ClosedAt) ?? 0))).ToList();
        var (all, debt) = (done.Sum(one => one.points), done.Where(one => one.item.Labels.Contains(TeamPlan.Debt)).Sum(one => one.points));
        return new { Sprints = sprints.Select(sprint => sprint.Name), Done = all, Debt = debt, Share = Math.Round(debt / all, 4) };
    }

    private static object Refactor(Company company, DateTimeOffset at)
    {
        var items = company.Planning.Items.Where(item => item.Epic?.Title == PaymentsRefactor.Name && item.Exists(at)).ToList();
        var (total, done) = (items.Sum(item => item.Points(at) ?? 0), items.Where(item => item.IsDone(at)).Sum(item => item.Points(at) ?? 0));
        return new
        {
            company.Stories.PaymentsRefactor.DueAt,
            Items = items.Count,
            Points = total,
            Done = done,
            Share = total == 0 ? 0 : Math.Round(done / total, 4),
            Unestimated = items.Count(item => item.Points(at) is null),
            Blocked = items.Where(item => !item.IsDone(at) && (item.IsFlagged(at) || item.BlockedBy?.IsDone(at) == false)).Select(item => item.Key),
            Added = company.Stories.PaymentsRefactor.ScopeGrewAt.Select(day => items.Count(item => item.CreatedAt >= day && item.CreatedAt < day.AddDays(2))),
        };
    }
}
