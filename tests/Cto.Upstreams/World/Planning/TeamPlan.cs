using System.Globalization;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Planning;

/// <summary>Grows the epics and items of one team: work before there were sprints, the sprints, a backlog, and actions after incidents.</summary>
internal sealed class TeamPlan(Company company, Team team, int place)
{
    /// <summary>Points that a team gets done in a sprint.</summary>
    public const int Velocity = 100;

    public const string Debt = "tech-debt";
    public const string PostMortem = "post-mortem";

    private const int ItemsOfATeam = 1000;

    private static readonly int[] Small = [1, 2, 3, 3, 5, 5, 8];
    private static readonly int[] Large = [13, 13, 8, 8, 5];

    private readonly List<PlannedItem> _items = [];
    private readonly List<PlannedItem> _epics = [];
    private readonly IReadOnlyList<Service> _services = [.. company.Services.Where(service => service.Team == team)];

    public IReadOnlyList<PlannedItem> Grow()
    {
        Epics();
        if (team == company.Stories.PaymentsRefactor.Team)
        {
            _items.AddRange(new RefactorPlan(company, place).Grow());
            Actions();
        }

        var carried = new List<PlannedItem>();
        foreach (var sprint in PlanningWorld.Sprints(company, team, place))
        {
            carried = Sprint(sprint, carried);
        }

        Backlog();
        Early();
        Number();
        return _items;
    }

    private void Epics()
    {
        var dice = company.Dice("planning/epics", team.Key);
        var own = team == company.Stories.PaymentsRefactor.Team ? 1 : 2;
        for (var i = 0; i < own; i++)
        {
            var created = company.Ago(dice.Between(200, 330) - (i * 120), 9, dice.Between(0, 59));
            var epic = Item(dice, "Epic", PlanningWords.Epics[((place * 2) + i) % PlanningWords.Epics.Length], created, due: DateOnly.FromDateTime(company.Ahead(20 + (i * 40), 0).DateTime));
            epic.Set(created.AddDays(3), epic.Reporter, ItemField.Status, PlannedItem.InProgress);
            _epics.Add(epic);
        }
    }

    private List<PlannedItem> Sprint(PlannedSprint sprint, List<PlannedItem> carried)
    {
        var dice = company.Dice("planning/sprint", team.Key, sprint.Index.ToString(CultureInfo.InvariantCulture));
        var told = sprint.Index - (PlanningWorld.ClosedSprints - Stories.Debt.Shares.Count);
        var debt = told >= 0 && told < Stories.Debt.Shares.Count ? (int)Math.Round(Velocity * Stories.Debt.Shares[told]) : dice.Between(14, 24);
        foreach (var item in carried)
        {
            Work(dice, sprint, item, from: 0);
        }

        var rest = Velocity - debt - carried.Sum(item => (int)item.Points(sprint.ClosedAt)!.Value);
        foreach (var points in Fill(dice, debt))
        {
            Work(dice, sprint, Committed(dice, sprint, points, [Debt], late: false), from: 0);
        }

        foreach (var points in Fill(dice, rest))
        {
            var late = dice.Chance(0.12);
            Work(dice, sprint, Committed(dice, sprint, points, [], late), from: late ? 4 : 0);
        }

        // A bug that nobody estimated, something that was taken out again, and what is not done in time.
        Work(dice, sprint, Committed(dice, sprint, null, [], late: true), from: 4);
        var removed = Committed(dice, sprint, dice.Pick(Small), [], late: false);
        removed.Set(At(dice, sprint, 3), Lead(sprint.StartsAt), ItemField.Sprint, "");
        var open = new List<PlannedItem>();
        for (var i = 0; i < 3; i++)
        {
            var item = Committed(dice, sprint, dice.Pick(Small), [], late: false);
            item.Set(At(dice, sprint, 8), Lead(sprint.StartsAt), ItemField.Status, PlannedItem.InProgress);
            item.Set(sprint.ClosedAt.AddSeconds(1 + i), Lead(sprint.ClosedAt), ItemField.Sprint, string.Create(CultureInfo.InvariantCulture, $"{sprint.Id}, {sprint.Id + 1}"));
            open.Add(item);
        }

        return open;
    }

    private PlannedItem Committed(Dice dice, PlannedSprint sprint, int? points, IReadOnlyList<string> labels, bool late)
    {
        var created = late ? At(dice, sprint, dice.Between(1, 3)) : sprint.StartsAt.AddDays(-dice.Between(4, 24)).AddMinutes(dice.Between(5, 400));
        var item = Item(dice, points is null || dice.Chance(0.2) ? "Bug" : labels.Count > 0 ? "Task" : "Story", null, created, labels, dice.Chance(0.45) ? dice.Pick(_epics) : null);
        if (points is { } estimate)
        {
            item.Set(created.AddMinutes(dice.Between(20, 200)), item.Reporter, ItemField.Points, estimate.ToString(CultureInfo.InvariantCulture));
        }

        var planned = late ? created.AddHours(4) : sprint.StartsAt.AddMinutes(-dice.Between(60, 3000));
        item.Set(planned, Lead(planned), ItemField.Sprint, sprint.Id.ToString(CultureInfo.InvariantCulture));
        item.Set(planned.AddMinutes(2), Lead(planned), ItemField.Assignee, Somebody(dice, planned).Mailbox);
        return item;
    }

    // Working days of the sprint: started, reviewed and done in this order, before the last Friday ends.
    private void Work(Dice dice, PlannedSprint sprint, PlannedItem item, int from)
    {
        var begun = dice.Between(from, Math.Max(from, 6));
        var reviewed = dice.Between(begun, 8);
        var who = company.People.First(person => person.Mailbox == item.Assignee(sprint.ClosedAt));
        if (item.Status(sprint.StartsAt) == PlannedItem.ToDo)
        {
            item.Set(At(dice, sprint, begun, part: 0), who, ItemField.Status, PlannedItem.InProgress);
        }

        item.Set(At(dice, sprint, reviewed, part: 1), who, ItemField.Status, PlannedItem.InReview);
        item.Set(At(dice, sprint, dice.Between(reviewed, 9), part: 2), who, ItemField.Status, PlannedItem.Done);
    }

    private void Backlog()
    {
        var dice = company.Dice("planning/backlog", team.Key);
        var count = Math.Max(4, company.Scaled(60));
        for (var i = 0; i < count; i++)
        {
            var created = company.Start.AddDays(-dice.Between(0, 160) + dice.Between(0, 30)).Day().AddHours(dice.Between(8, 16)).AddMinutes(dice.Between(0, 59));
            var item = Item(dice, dice.Chance(0.3) ? "Bug" : "Story", null, created, dice.Chance(0.1) ? [Debt] : [], dice.Chance(0.3) ? dice.Pick(_epics) : null);
            if (dice.Chance(0.5))
            {
                item.Set(created.AddHours(3), item.Reporter, ItemField.Points, dice.Pick(Small).ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    // Before the team had sprints it worked from a list.
    private void Early()
    {
        var dice = company.Dice("planning/early", team.Key);
        var until = PlanningWorld.Sprints(company, team, place).First().StartsAt.AddDays(-30);
        var days = (int)(until - company.Founded).TotalDays;
        for (var left = company.Scaled(ItemsOfATeam) - _items.Count; left > 0; left--)
        {
            var created = company.Founded.Day().AddDays(dice.Between(1, days)).AddHours(dice.Between(8, 16)).AddMinutes(dice.Between(0, 59));
            var item = Item(dice, dice.Chance(0.3) ? "Bug" : "Story", null, created, dice.Chance(0.15) ? [Debt] : [], null);
            var begun = created.AddHours(dice.Between(5, 200));
            var who = Somebody(dice, begun);
            item.Set(created.AddHours(1), item.Reporter, ItemField.Points, dice.Pick(Small).ToString(CultureInfo.InvariantCulture));
            item.Set(begun, who, ItemField.Assignee, who.Mailbox).Set(begun, who, ItemField.Status, PlannedItem.InProgress);
            item.Set(begun + dice.Skewed(TimeSpan.FromHours(40), 0.8), who, ItemField.Status, PlannedItem.Done);
        }
    }

    // After the outage: five things to do, three of them late.
    private void Actions()
    {
        var dice = company.Dice("planning/actions", team.Key);
        var after = company.Stories.Outages.Severe.ResolvedAt!.Value.AddHours(20);
        (string Title, int DueIn, bool Done)[] actions =
        [
            ("Alert on the share of declined cards", -4, false), ("Add a canary to checkout deployments", -3, false), ("Write down how to switch the card processor", -2, false),
            ("Raise the connection pool of payments-api", -5, true), ("Rehearse the rollback of checkout", 12, false),
        ];
        foreach (var (title, due, done) in actions)
        {
            var item = Item(dice, "Task", title, after.AddMinutes(dice.Between(1, 90)), [PostMortem], null, DateOnly.FromDateTime(company.Start.AddDays(due).Date), "High");
            var who = Somebody(dice, item.CreatedAt);
            item.Set(item.CreatedAt.AddMinutes(5), item.Reporter, ItemField.Assignee, who.Mailbox);
            if (done)
            {
                item.Set(item.CreatedAt.AddDays(1), who, ItemField.Status, PlannedItem.InProgress).Set(item.CreatedAt.AddDays(2), who, ItemField.Status, PlannedItem.Done);
            }
        }
    }

    private PlannedItem Item(Dice dice, string type, string? title, DateTimeOffset created, IReadOnlyList<string>? labels = null, PlannedItem? epic = null, DateOnly? due = null, string? priority = null)
    {
        var service = type == "Epic" ? null : dice.Pick(_services);
        var item = new PlannedItem
        {
            Team = team,
            Place = place,
            Type = type,
            Title = title ?? PlanningWords.Title(dice, type, service!),
            CreatedAt = created,
            Reporter = Somebody(dice, created),
            Labels = labels ?? [],
            Service = service,
            Priority = priority ?? dice.Pick(["Low", "Medium", "Medium", "Medium", "High", "Highest"]),
            DueOn = due,
            // An epic takes nothing in before it is there.
            Epic = epic?.CreatedAt < created ? epic : null,
        };
        _items.Add(item);
        return item;
    }

    private void Number()
    {
        _items.Sort(static (one, other) => one.CreatedAt.CompareTo(other.CreatedAt));
        var number = 0;
        foreach (var item in _items)
        {
            var kept = item.Title == PaymentsRefactor.Name;
            number += !kept && team == company.Stories.PaymentsRefactor.Team && number + 1 == RefactorPlan.Number ? 2 : kept ? 0 : 1;
            item.Number = kept ? RefactorPlan.Number : number;
        }
    }

    private IEnumerable<int> Fill(Dice dice, int points)
    {
        // A small company does little in large pieces.
        var sizes = company.Scale < 0.5 ? Large : Small;
        while (points > 0)
        {
            var size = dice.Pick(sizes);
            size = size <= points ? size : sizes.Append(1).Append(2).Append(3).Where(other => other <= points).Max();
            points -= size;
            yield return size;
        }
    }

    private static DateTimeOffset At(Dice dice, PlannedSprint sprint, int day, int part = 1) =>
        sprint.StartsAt.Day().AddDays(day < 5 ? day : day + 2).AddHours(10).AddMinutes((part * 150) + dice.Between(0, 140)).AddSeconds(dice.Between(0, 59));

    private Person Lead(DateTimeOffset at) => company.Members(team, at).First();

    private Person Somebody(Dice dice, DateTimeOffset at) => dice.Pick([.. company.Members(team, at)]);
}
