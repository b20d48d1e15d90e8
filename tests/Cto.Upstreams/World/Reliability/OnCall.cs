using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Reliability;

/// <summary>Who answers when: a week each from Monday 09:00, in turn, with a colleague stepping in for a day now and then.</summary>
internal sealed class OnCall(Company company)
{
    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Who is on call for a team; <see langword="null"/> where nobody is.</summary>
    public Person? At(Team team, DateTimeOffset at) => Shifts(team, at, at.AddSeconds(1)).Select(shift => shift.Person).FirstOrDefault();

    /// <summary>The shifts that overlap [from, until), whole, by time.</summary>
    public IEnumerable<Shift> Shifts(Team team, DateTimeOffset from, DateTimeOffset until)
    {
        for (var week = (int)Math.Floor((from - Epoch).TotalDays / 7); Epoch.AddDays(week * 7) < until; week++)
        {
            foreach (var shift in Week(team, week).Where(shift => shift.From < until && shift.Until > from))
            {
                yield return shift;
            }
        }
    }

    private IEnumerable<Shift> Week(Team team, int week)
    {
        var (start, end) = (Epoch.AddDays(week * 7), Epoch.AddDays((week + 1) * 7));
        var person = Turn(team, week, start);
        var dice = company.Dice("reliability/override", team.Name, $"{week}");
        var (day, overridden) = (start.AddDays(dice.Between(1, 4)), dice.Chance(0.25));
        var gap = company.Stories.Outages.EmptyShift;
        if (gap.Team == team && start <= gap.From && gap.From < end)
        {
            // Nobody has taken that day: what comes before it and after it stands.
            yield return new(start, gap.From, person, false);
            yield return new(gap.Until, end, person, false);
            yield break;
        }

        if (!overridden || IsTiring(team, start, end))
        {
            yield return new(start, end, person, false);
            yield break;
        }

        yield return new(start, day, person, false);
        yield return new(day, day.AddDays(1), Turn(team, week + 1, start), true);
        yield return new(day.AddDays(1), end, person, false);
    }

    private Person Turn(Team team, int week, DateTimeOffset start)
    {
        if (IsTiring(team, start, start.AddDays(7)))
        {
            return company.Stories.Outages.Tired;
        }

        // The manager is the second level; whoever has left, is away or has not come yet is passed over.
        var people = company.Members(team, start).Where(person => !person.IsManager && !person.IsOnLeaveAt(start) && !(person.LeftAt < start.AddDays(7))).ToList();
        return people.Count == 0 ? company.Member(team.Name, 0) : people[week % people.Count];
    }

    // The two weeks in which one person of Platform has all the nights.
    private bool IsTiring(Team team, DateTimeOffset start, DateTimeOffset end) =>
        company.Stories.Outages.Tired.Team == team && start < company.Start && end > company.Start.AddDays(-14);
}

/// <summary>A span in which a person answers.</summary>
internal sealed record Shift(DateTimeOffset From, DateTimeOffset Until, Person Person, bool IsOverride);
