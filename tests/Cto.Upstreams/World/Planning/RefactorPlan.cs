using System.Globalization;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Planning;

/// <summary>Story 2: an epic with 68 % of 200 points done, of which the last eight weeks did so much that the rest is done shortly before or after it is due.</summary>
internal sealed class RefactorPlan(Company company, int place)
{
    /// <summary>The epic's number in its project.</summary>
    public static readonly int Number = int.Parse(PaymentsRefactor.Key.Split('-')[1], CultureInfo.InvariantCulture);

    // Points done a week, the latest last: a little before the last eight weeks, then 116 in them.
    private static readonly int[] Weeks = [5, 8, 7, 10, 22, 6, 18, 14, 20, 8, 18];

    // What is left: 64 points, in pieces.
    private static readonly int[] Rest = [8, 8, 5, 5, 8, 3, 5, 8, 5, 5, 3, 1];

    private readonly PaymentsRefactor _story = company.Stories.PaymentsRefactor;
    private readonly Dice _dice = company.Dice("planning/refactor");
    private readonly List<PlannedItem> _items = [];
    private int _piece;

    public IReadOnlyList<PlannedItem> Grow()
    {
        var epic = Item("Epic", PaymentsRefactor.Name, _story.StartedAt.AddDays(-1), null, DateOnly.FromDateTime(_story.DueAt.DateTime));
        epic.Set(_story.StartedAt, epic.Reporter, ItemField.Status, PlannedItem.InProgress);
        epic.Set(_story.StartedAt, epic.Reporter, ItemField.Assignee, Lead.Mailbox);
        for (var week = 0; week < Weeks.Length; week++)
        {
            var ends = company.Start.AddDays(-7 * (Weeks.Length - 1 - week)).AddHours(-3);
            foreach (var points in Pieces(Weeks[week]))
            {
                // Of what is done lately, part came in when the scope grew.
                var item = Estimated(epic, week > 6 && _piece % 4 == 0 ? _story.ScopeGrewAt[0] : _story.StartedAt, points);
                var done = ends.AddHours(-_dice.Between(1, 130));
                item.Set(done.AddHours(-_dice.Between(20, 35)), Lead, ItemField.Status, PlannedItem.InProgress);
                item.Set(done, Lead, ItemField.Status, PlannedItem.Done);
            }
        }

        var open = Rest.Select((points, i) => Estimated(epic, i < 5 ? _story.ScopeGrewAt[1] : i < 8 ? _story.ScopeGrewAt[0] : _story.StartedAt, points)).ToList();
        for (var i = 0; i < PaymentsRefactor.Unestimated; i++)
        {
            open.Add(Item("Story", null, _story.ScopeGrewAt[1].AddHours(1 + i), epic));
        }

        open[0].Set(company.Ago(3, 10), Lead, ItemField.Status, PlannedItem.InProgress).Set(company.Ago(2, 11), Lead, ItemField.Flag, "Impediment");
        open[1].BlockedBy = open[2];
        open[2].Blocks = open[1];
        open[1].Set(company.Ago(4, 15), Lead, ItemField.Link, open[2].Title);
        return _items;
    }

    private Person Lead => company.Members(_story.Team, company.Start).First();

    private PlannedItem Estimated(PlannedItem epic, DateTimeOffset from, int points)
    {
        var item = Item("Story", null, from.AddMinutes(10 + (7 * _piece)), epic);
        return item.Set(item.CreatedAt.AddMinutes(3), Lead, ItemField.Points, points.ToString(CultureInfo.InvariantCulture));
    }

    private PlannedItem Item(string type, string? title, DateTimeOffset created, PlannedItem? epic, DateOnly? due = null)
    {
        var service = company.Service(_dice.Pick(["payments-api", "billing-service", "checkout-service"]));
        var item = new PlannedItem
        {
            Team = _story.Team,
            Place = place,
            Type = type,
            Title = title ?? $"Move {PlanningWords.Refactored[_piece++ % PlanningWords.Refactored.Length]} of {service.Name} to the new ledger",
            CreatedAt = created,
            Reporter = Lead,
            Service = type == "Epic" ? null : service,
            Priority = "High",
            DueOn = due,
            Epic = epic,
        };
        _items.Add(item);
        return item;
    }

    private static IEnumerable<int> Pieces(int points)
    {
        while (points > 0)
        {
            var size = points >= 8 ? 8 : points >= 5 ? 5 : points >= 3 ? 3 : points;
            points -= size;
            yield return size;
        }
    }
}
