namespace Cto.Upstreams.World.Planning;

/// <summary>What the teams plan: sprints, epics and items with their histories; Growth's campaigns stand apart.</summary>
internal sealed class PlanningWorld(Company company)
{
    /// <summary>Closed before the company's start.</summary>
    public const int ClosedSprints = 10;

    private const int AllSprints = ClosedSprints + 5;

    private readonly Lazy<IReadOnlyList<PlannedSprint>> _sprints = new(() => [.. company.Teams.SelectMany((team, place) => Sprints(company, team, place))]);
    private readonly Lazy<IReadOnlyList<PlannedItem>> _items = new(() => [.. company.Teams.SelectMany((team, place) => new TeamPlan(company, team, place).Grow())]);
    private readonly Lazy<IReadOnlyList<Campaign>> _campaigns = new(() => CampaignGrowth.Grow(company));

    /// <summary>Every sprint, those to come included: ten closed ones, one that runs and one that is planned for each team at the start.</summary>
    public IReadOnlyList<PlannedSprint> AllOfSprints => _sprints.Value;

    /// <summary>Every epic and item, those to come included.</summary>
    public IReadOnlyList<PlannedItem> Items => _items.Value;

    /// <summary>Growth's campaigns, kept in Asana.</summary>
    public IReadOnlyList<Campaign> Campaigns => _campaigns.Value;

    public static IEnumerable<PlannedSprint> Sprints(Company company, Team team, int place) => Enumerable.Range(0, AllSprints).Select(index =>
        new PlannedSprint(team, place, index, Monday(company).AddDays((14 * (index - ClosedSprints)) - 7).AddHours(9).AddMinutes(5 * place)));

    private static DateTimeOffset Monday(Company company) => Stories.Days.Monday(company);
}
