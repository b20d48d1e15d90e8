namespace Cto.Upstreams.World.Stories;

/// <summary>
/// The fixed points of the twelve stories of the demo company: who, what and when. The vendors take them from here so that they agree; none of them
/// tells the story itself, which must come out of the data.
/// </summary>
internal sealed class StoryBook(Company company)
{
    public StorageSpike StorageSpike { get; } = new(company);

    public PaymentsRefactor PaymentsRefactor { get; } = new(company);

    public SlowReview SlowReview { get; } = new(company);

    public Rollbacks Rollbacks { get; } = new(company);

    public Weaknesses Weaknesses { get; } = new(company);

    public Access Access { get; } = new(company);

    public Burning Burning { get; } = new(company);

    public Outages Outages { get; } = new(company);

    public Evidence Evidence { get; } = new(company);

    public Debt Debt { get; } = new(company);

    public TroubledSources TroubledSources { get; } = new(company);

    public Capacity Capacity { get; } = new();
}

/// <summary>A deployment that several vendors speak of.</summary>
/// <param name="Service">What was deployed to production.</param>
/// <param name="Number">Its number among the production deployments of the service.</param>
/// <param name="At">When it finished.</param>
/// <param name="Version">The tag.</param>
/// <param name="Commit">The commit, 40 digits.</param>
internal sealed record KnownDeployment(Service Service, int Number, DateTimeOffset At, string Version, string Commit)
{
    public static KnownDeployment Of(Company company, string service, int number, DateTimeOffset at, string? version = null)
    {
        var tag = version ?? $"v2.{number / 10}.{number % 10}";
        return new(company.Service(service), number, at, tag, company.Dice("story/commit", service, tag).Hex(40));
    }
}

/// <summary>Days of the company, counted from its start.</summary>
internal static class Days
{
    /// <summary>So many days before the company's start, at that time of the day.</summary>
    public static DateTimeOffset Ago(this Company company, int days, int hour, int minute = 0) => company.Start.Day().AddDays(-days).AddHours(hour).AddMinutes(minute);

    /// <summary>So many days after the company's start, at that time of the day.</summary>
    public static DateTimeOffset Ahead(this Company company, int days, int hour, int minute = 0) => company.Ago(-days, hour, minute);

    /// <summary>The Monday of the week of the company's start.</summary>
    public static DateTimeOffset Monday(this Company company) => company.Ago(((int)company.Start.DayOfWeek + 6) % 7, 0);

    /// <summary>The n-th person of a team by its number; 0 is its manager.</summary>
    public static Person Member(this Company company, string team, int place) => company.People.Where(person => person.Team?.Name == team).ElementAt(place);
}
