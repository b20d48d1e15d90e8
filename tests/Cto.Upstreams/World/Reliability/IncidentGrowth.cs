using System.Globalization;
using Cto.Upstreams.World.Delivery;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Reliability;

/// <summary>Makes the incidents: those of the stories, and 400 a year and a half besides, a third of them right after a deployment.</summary>
internal static class IncidentGrowth
{
    private const int Full = 387;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly string[] Troubles =
    [
        "p95 latency above 800 ms", "Error rate above 1 %", "Queue is not drained", "Out of memory, restarting", "Database connections exhausted", "Certificate expires in 24 h",
        "Health checks fail in one zone", "Deployment unhealthy, 5xx rising", "Disk 90 % full", "Upstream times out", "Messages end in the dead-letter queue", "Cache hit rate collapsed",
    ];

    private static readonly string[] Notes =
    [
        "Restarted the worst instances; watching.", "Scaled out by two.", "Rolled back in the other zone as well.", "Looks like the connection pool; raising it.", "Traffic is back to normal.",
        "The provider confirms a problem on their side.", "Muted the noisy alert until tomorrow.",
    ];

    public static IReadOnlyList<Incident> Grow(Company company, OnCall onCall)
    {
        var stories = company.Stories.Outages;
        var services = company.Services.Where(service => service.Name != "ci-runners").ToList();
        var dice = company.Dice("reliability/incidents");
        var seeds = new List<Seed>();
        // As many a day before the start as after it.
        var count = (int)(company.Scaled(Full) * (1 + (Company.Future / Company.History)));
        for (var i = 0; i < count; i++)
        {
            var service = dice.Pick(services);
            var at = company.Founded + TimeSpan.FromSeconds(Math.Round((company.End - company.Founded).TotalSeconds * dice.Unit()));
            var cause = dice.Chance(0.34) ? Cause(company, service, at) : null;
            at = cause is null ? at : cause.FinishedAt.AddMinutes(dice.Between(4, 55));
            // What is active when the stories begin is theirs, and so is what checkout-service lived through this quarter.
            if (!(at > company.Start.AddHours(-14) && at < company.Start.AddMinutes(20)) && !(service.Name == "checkout-service" && at > company.Start.AddDays(-100)) && at > company.Founded)
            {
                seeds.Add(new(Severity(dice), dice.Pick(Troubles), service, at, at + Lasting(dice), null, cause));
            }
        }

        seeds.AddRange(new[] { stories.Active, stories.Minor, stories.Severe, stories.Provider }.Select(known => new Seed(known.Severity, known.Title, known.Service, known.At, known.ResolvedAt, known.Assignee, null) { IsStory = true }));
        var nights = new[] { "inventory-service", "feature-flags", "infra-modules" };
        seeds.AddRange(stories.NightPages.Select((at, index) => new Seed("SEV-4", Troubles[index], company.Service(nights[index % nights.Length]), at, at.AddMinutes(25 + (index * 3)), stories.Tired, null) { IsStory = true }));
        return [.. seeds.OrderBy(seed => seed.At).ThenBy(seed => seed.Service.Name, StringComparer.Ordinal).Select((seed, index) => Make(company, onCall, seed, index + 1))];
    }

    private static Deployment? Cause(Company company, Service service, DateTimeOffset near)
    {
        var deployments = company.Delivery.Production(service);
        return deployments.FirstOrDefault(deployment => deployment.Succeeded && deployment.FinishedAt >= near);
    }

    private static string Severity(Dice dice) => dice.Unit() switch { < 0.03 => "SEV-1", < 0.15 => "SEV-2", < 0.6 => "SEV-3", _ => "SEV-4" };

    private static TimeSpan Lasting(Dice dice)
    {
        var lasting = dice.Skewed(TimeSpan.FromMinutes(42), 0.8);
        return lasting > TimeSpan.FromHours(9) ? TimeSpan.FromHours(9) : lasting < TimeSpan.FromMinutes(4) ? TimeSpan.FromMinutes(4) : lasting;
    }

    private static Incident Make(Company company, OnCall onCall, Seed seed, int number)
    {
        var dice = company.Dice("reliability/incident", number.ToString(CultureInfo.InvariantCulture));
        var log = new List<LogEntry>();
        var person = seed.Assignee ?? onCall.At(seed.Service.Team, seed.At) ?? company.Member(seed.Service.Team.Name, 0);
        var urgent = seed.Severity is "SEV-1" or "SEV-2" or "SEV-3" || seed.Assignee is not null;
        Add(0, LogType.Trigger, null);
        Add(0, LogType.Assign, person);
        Add(2, LogType.Notify, person, "push");
        var answer = dice.Between(40, seed.Severity == "SEV-4" ? 1_500 : 420);
        var lasts = (int)((seed.Until ?? DateTimeOffset.MaxValue) - seed.At).TotalSeconds;
        answer = Math.Min(answer, (lasts / 2) + 1);
        if (urgent && answer > 120)
        {
            Add(120, LogType.Notify, person, "phone");
        }

        if (answer > 300 && !seed.IsStory && company.Member(seed.Service.Team.Name, 0) is var manager && manager != person)
        {
            Add(300, LogType.Escalate, manager);
            Add(302, LogType.Notify, manager, "push");
            person = manager;
        }

        Add(answer, LogType.Acknowledge, person);
        if (seed.Cause is { } cause)
        {
            Add(answer + 60, LogType.Annotate, person, $"Began right after {cause.Service.Name} {cause.Version} went out.");
        }

        if (lasts > 1_200 && dice.Chance(0.6))
        {
            Add(Math.Min(lasts - 60, answer + 600), LogType.Annotate, person, dice.Pick(Notes));
        }

        if (seed.Until is { } until)
        {
            log.Add(new(NextId(), until, LogType.Resolve, person));
        }

        return new()
        {
            Number = number,
            Id = "Q" + dice.Text(13, Alphabet),
            Guid = $"{dice.Hex(8)}-{dice.Hex(4)}-4{dice.Hex(3)}-a{dice.Hex(3)}-{dice.Hex(12)}",
            Key = dice.Hex(32),
            Title = seed.IsStory && seed.Severity != "SEV-4" ? seed.Title : $"{seed.Service.Title}: {seed.Title}",
            Service = seed.Service,
            Severity = seed.Severity,
            Urgent = urgent,
            Log = [.. log.OrderBy(entry => entry.At)],
        };

        void Add(int seconds, LogType type, Person? who, string? text = null) => log.Add(new(NextId(), seed.At.AddSeconds(seconds), type, who) { Text = text });

        string NextId() => "R" + dice.Text(13, Alphabet);
    }

    private sealed record Seed(string Severity, string Title, Service Service, DateTimeOffset At, DateTimeOffset? Until, Person? Assignee, Deployment? Cause)
    {
        public bool IsStory { get; init; }
    }
}
