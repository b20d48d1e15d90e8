using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.PagerDuty;

/// <summary>What PagerDuty knows of the company, and what was done in it since.</summary>
internal sealed class PagerDutyAccount(Company company)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly Lock _gate = new();
    private readonly List<Incident> _created = [];
    private readonly Lazy<IReadOnlyList<Incident>> _grown = new(() => [.. company.Reliability.Incidents.Where(incident => !ReliabilityWorld.IsOpsgenie(incident.Service))]);
    private int _ids;

    public Company Company => company;

    /// <summary>Eight: Mobile has its own pager.</summary>
    public IReadOnlyList<Team> Teams { get; } = [.. company.Teams.Where(team => team.Name != "Mobile")];

    public IReadOnlyList<Service> Services { get; } = [.. company.Services.Where(service => !ReliabilityWorld.IsOpsgenie(service))];

    public IReadOnlyList<Person> People(DateTimeOffset at) => [.. company.People.Where(person => person.WorksAt(at) && person.Team?.Name != "Mobile")];

    /// <summary>What had been triggered by then, oldest first; what was created over the API comes last.</summary>
    public IEnumerable<Incident> Incidents(DateTimeOffset now)
    {
        lock (_gate)
        {
            return [.. _grown.Value.TakeWhile(incident => incident.TriggeredAt <= now), .. _created];
        }
    }

    public static string Page(string path) => $"https://acme.pagerduty.com/{path}";

    public string TeamId(Team team) => Id("team", team.Name);

    public string ServiceId(Service service) => Id("service", service.Name);

    public string PolicyId(Team team) => Id("policy", team.Name);

    public string ScheduleId(Team team) => Id("schedule", team.Name);

    public string PriorityId(string severity) => Id("priority", severity);

    public Incident Create(string title, Service service, bool urgent, string key, Person by, DateTimeOffset now)
    {
        lock (_gate)
        {
            var person = company.Reliability.OnCall.At(service.Team, now) ?? company.People.First(person => person.Team == service.Team);
            var second = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            var incident = new Incident
            {
                Number = company.Reliability.Incidents.Count + 1_000 + _created.Count,
                Id = $"Q{NextId(13)}",
                Guid = "",
                Key = key,
                Title = title,
                Service = service,
                Urgent = urgent,
                Log =
                [
                    new($"R{NextId(13)}", second, LogType.Trigger, by),
                    new($"R{NextId(13)}", second, LogType.Assign, person),
                    new($"R{NextId(13)}", second, LogType.Notify, person) { Text = "push" },
                ],
            };
            _created.Add(incident);
            return incident;
        }
    }

    public void Add(Incident incident, LogType type, Person by, string? text, DateTimeOffset now) =>
        incident.Add(new($"R{NextId(13)}", new(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), type, by) { Text = text });

    private string NextId(int length) => company.Dice("pagerduty/created", $"{Interlocked.Increment(ref _ids)}").Text(length, Alphabet);

    private string Id(string kind, string name) => "P" + company.Dice($"pagerduty/{kind}", name).Text(6, Alphabet);
}
