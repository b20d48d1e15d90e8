using System.Globalization;

namespace Cto.Upstreams.World.Planning;

/// <summary>Two weeks of a team, from a Monday to the Monday after next.</summary>
/// <param name="Team">Whose.</param>
/// <param name="Place">The team's place, from 0.</param>
/// <param name="Index">From 0; the tenth runs at the company's start.</param>
/// <param name="StartsAt">When somebody presses start.</param>
internal sealed record PlannedSprint(Team Team, int Place, int Index, DateTimeOffset StartsAt)
{
    public int Id => (100 * (Place + 1)) + Index + 1;

    public int Board => Place + 1;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Team.Key} Sprint {Index + 1}");

    public DateTimeOffset CreatedAt => StartsAt.AddDays(-14).AddHours(2);

    /// <summary>When it is closed, half an hour before the next begins; as planned.</summary>
    public DateTimeOffset ClosedAt => StartsAt.AddDays(14).AddMinutes(-30);

    public bool Exists(DateTimeOffset at) => CreatedAt <= at;

    public string State(DateTimeOffset at) => at < StartsAt ? "future" : at < ClosedAt ? "active" : "closed";
}
