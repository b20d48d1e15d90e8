namespace Cto.Upstreams.World.Delivery;

/// <summary>Who writes and who reviews in a team's repositories.</summary>
internal sealed class Reviewers(Company company, Team team)
{
    private readonly bool _slow = team == company.Stories.SlowReview.Team;

    /// <summary>Whether changes that are merged by then waited long for their first review.</summary>
    public bool AreSlowAt(DateTimeOffset merged) => _slow && merged >= company.Stories.SlowReview.Since;

    /// <summary>Somebody of the team, now and then of another.</summary>
    public Person Author(Dice dice, DateTimeOffset at)
    {
        var from = dice.Chance(0.06) ? company.Teams[dice.Below(company.Teams.Count)] : team;
        List<Person> present = [.. Present(from, at).Where(person => !person.IsManager || dice.Chance(0.2))];
        return present.Count > 0 ? dice.Pick(present) : company.Members(team, at).First();
    }

    /// <summary>So many people who review, none of them the author.</summary>
    public IEnumerable<Person> Choose(Dice dice, Person? author, DateTimeOffset at, int count)
    {
        var present = Present(team, at).Where(person => person != author).ToList();
        for (; count > 0 && present.Count > 0; count--)
        {
            var chosen = One(dice, present);
            present.Remove(chosen);
            yield return chosen;
        }
    }

    /// <summary>Who is asked though nobody hears from them: the second reviewer of Payments, since the leave began.</summary>
    public IEnumerable<Person> Away(Dice dice, Person? author, DateTimeOffset at) =>
        _slow ? company.Stories.SlowReview.Reviewers.Where(person => person != author && person.IsOnLeaveAt(at) && dice.Chance(0.6)) : [];

    private Person One(Dice dice, List<Person> present)
    {
        var usual = _slow ? [.. company.Stories.SlowReview.Reviewers.Where(present.Contains)] : Array.Empty<Person>();
        return usual.Length > 0 && dice.Chance(Stories.SlowReview.ReviewShare + 0.06)
            ? usual[usual.Length == 1 || dice.Chance(0.56) ? 0 : 1]
            : dice.Pick(present);
    }

    private IEnumerable<Person> Present(Team from, DateTimeOffset at) => company.Members(from, at).Where(person => !person.IsOnLeaveAt(at));
}
