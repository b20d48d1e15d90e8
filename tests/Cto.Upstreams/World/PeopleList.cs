using System.Globalization;

namespace Cto.Upstreams.World;

/// <summary>Who works at the company: seventy people by number, six of whom have left.</summary>
internal static class PeopleList
{
    private static readonly string[] Given =
    [
        "Maren", "Jonas", "Aiko", "Tomasz", "Leila", "Samuel", "Ines", "Viktor", "Priya", "Mateo", "Hanna", "Oluwaseun", "Chloe", "Daniel", "Yuki", "Fatima", "Lukas", "Noor",
        "Gabriel", "Elif", "Marcus", "Sofia", "Ravi", "Astrid", "Pedro", "Mei", "Anton", "Zainab", "Felix", "Clara", "Omar", "Ruth", "Nikolai", "Amara", "Hugo",
    ];

    private static readonly string[] Family =
    [
        "Okafor", "Lindqvist", "Tanaka", "Nowak", "Haddad", "Brandt", "Moreau", "Petrov", "Iyer", "Alvarez", "Keller", "Adeyemi", "Martin", "Novak", "Sato", "Rahman", "Weber", "Aziz",
        "Costa", "Yilmaz", "Reed", "Rossi", "Menon", "Holm", "Silva", "Chen", "Volkov", "Bello", "Wagner", "Jensen", "Farouk", "Stein", "Orlov", "Mensah", "Dubois",
    ];

    private static readonly string[] Titles = ["Software Engineer", "Senior Software Engineer", "Software Engineer", "Staff Engineer", "Software Engineer II", "Senior Software Engineer"];

    // Who left, as (team, place in it, days before the start): the last is the one of the access story.
    private static readonly (string Team, int Place, int DaysAgo)[] Left =
        [("Growth", 7, 412), ("Data", 7, 330), ("Search", 6, 288), ("Mobile", 7, 121), ("Internal Tools", 6, 64), ("Platform", 8, 196)];

    public static IReadOnlyList<Person> Of(Company company)
    {
        var people = new List<Person> { Someone(company, 0, team: null, place: 0, manager: null) };
        foreach (var team in company.Teams)
        {
            var lead = Someone(company, people.Count, team, 0, people[0]);
            people.Add(lead);
            for (var place = 1; place < team.Size; place++)
            {
                people.Add(Someone(company, people.Count, team, place, lead));
            }
        }

        return people;
    }

    private static Person Someone(Company company, int number, Team? team, int place, Person? manager)
    {
        var dice = company.Dice("person", number.ToString(CultureInfo.InvariantCulture));
        var left = Left.FirstOrDefault(left => left.Team == team?.Name && left.Place == place);
        return new(number, Given[number % Given.Length], Family[((number * 11) + (number / Given.Length)) % Family.Length])
        {
            Seed = company.Seed,
            Team = team,
            Manager = manager,
            IsManager = place == 0,
            Title = team is null ? "Chief Technology Officer" : place == 0 ? $"Engineering Manager, {team.Name}" : dice.Pick(Titles),
            JoinedAt = company.Founded - TimeSpan.FromDays(dice.Between(20, 900)),
            LeftAt = left.Team is null ? null : company.Start.Date.AddDays(-left.DaysAgo).AddHours(17).AsUtc(),
            // The second reviewer of Payments, and somebody in Growth.
            OnLeaveSince = (team?.Name, place) switch
            {
                ("Payments", 2) => company.Start.Date.AddDays(-13).AddHours(7).AsUtc(),
                ("Growth", 5) => company.Start.Date.AddDays(-5).AddHours(7).AsUtc(),
                _ => null,
            },
        };
    }
}

/// <summary>Instants of the company are in UTC.</summary>
internal static class Instants
{
    public static DateTimeOffset AsUtc(this DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>The start of the day, UTC.</summary>
    public static DateTimeOffset Day(this DateTimeOffset time) => time.UtcDateTime.Date.AsUtc();
}
