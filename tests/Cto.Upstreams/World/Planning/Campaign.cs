using System.Globalization;

namespace Cto.Upstreams.World.Planning;

/// <summary>One of Growth's campaigns: a project in Asana.</summary>
internal sealed record Campaign(string Gid, string Name, bool Archived, Person Owner, IReadOnlyList<CampaignTask> Tasks);

/// <summary>A task of a campaign, with its whole life.</summary>
internal sealed record CampaignTask(string Gid, string Name, DateTimeOffset CreatedAt, Person Assignee, int? Points, DateOnly DueOn, IReadOnlyList<CampaignStep> Steps)
{
    /// <summary>What it waits for.</summary>
    public CampaignTask? DependsOn { get; init; }

    public DateTimeOffset ModifiedAt(DateTimeOffset at) => Steps.LastOrDefault(step => step.At <= at)?.At ?? CreatedAt;

    public DateTimeOffset? CompletedAt(DateTimeOffset at) => Steps.FirstOrDefault(step => step.At <= at && step.Kind is StepKind.Completed)?.At;

    public string Section(DateTimeOffset at) => Steps.LastOrDefault(step => step.At <= at && step.Kind is StepKind.Moved)?.To ?? CampaignGrowth.Sections[0];
}

/// <summary>One story of a task.</summary>
internal sealed record CampaignStep(string Gid, DateTimeOffset At, StepKind Kind, string? From, string? To);

/// <summary>What happened to a task.</summary>
internal enum StepKind
{
    Assigned,
    Moved,
    Completed,
    Commented,
}

/// <summary>Grows the campaigns.</summary>
internal static class CampaignGrowth
{
    public static readonly string[] Sections = ["To do", "In progress", "In review", "Live"];

    private static readonly string[] Names = ["Spring sale", "Referral launch", "Black Friday", "Newsletter", "Last year's relaunch"];
    private static readonly string[] Work = ["Landing page", "Banner", "Mail to customers", "Copy", "Photos", "Discount code", "Social posts", "Tracking", "Translation", "Legal review"];

    public static IReadOnlyList<Campaign> Grow(Company company)
    {
        var growth = company.Team("Growth");
        return
        [
            .. Names.Select((name, i) =>
            {
                var dice = company.Dice("planning/campaign", name);
                return new Campaign($"12090000000{i:D4}", name, i == Names.Length - 1, company.Members(growth, company.Start).First(), Tasks(company, growth, dice, i));
            }),
        ];
    }

    private static List<CampaignTask> Tasks(Company company, Team team, Dice dice, int campaign)
    {
        var count = Math.Max(6, company.Scaled(60));
        var tasks = new List<CampaignTask>(count);
        for (var i = 0; i < count; i++)
        {
            var gid = $"12100000{campaign:D2}{i:D5}";
            var created = company.Start.Day().AddDays(dice.Between(-150, 20)).AddHours(dice.Between(8, 15)).AddMinutes(dice.Between(0, 59));
            var who = dice.Pick([.. company.Members(team, created)]);
            tasks.Add(new(gid, $"{Work[i % Work.Length]} {(i / Work.Length) + 1}", created, who, dice.Chance(0.7) ? dice.Pick([1, 2, 3, 5]) : null, DateOnly.FromDateTime(created.AddDays(dice.Between(5, 30)).Date), Steps(dice, gid, created, who))
            {
                DependsOn = i % 5 == 4 ? tasks[i - 1] : null,
            });
        }

        return tasks;
    }

    private static List<CampaignStep> Steps(Dice dice, string gid, DateTimeOffset created, Person who)
    {
        var steps = new List<CampaignStep>();
        var at = created;
        Add(StepKind.Assigned, null, who.Name, 1);
        for (var section = 1; section < Sections.Length && dice.Chance(0.93); section++)
        {
            Add(StepKind.Moved, Sections[section - 1], Sections[section], dice.Between(10, 120));
            if (dice.Chance(0.3))
            {
                Add(StepKind.Commented, null, "Looks good to me.", dice.Between(1, 9));
            }
        }

        if (steps.Exists(step => step.To == Sections[^1]))
        {
            Add(StepKind.Completed, null, null, 2);
        }

        return steps;

        void Add(StepKind kind, string? from, string? to, int hours)
        {
            at = at.AddHours(hours).AddMinutes(dice.Between(0, 50));
            steps.Add(new(string.Create(CultureInfo.InvariantCulture, $"{gid}{steps.Count:D2}"), at, kind, from, to));
        }
    }
}
