using System.Globalization;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.Opsgenie;

/// <summary>What Opsgenie knows of the Mobile team.</summary>
internal sealed class OpsgenieAccount(Company company)
{
    private static readonly string[] Messages = ["Crash-free users below 99 %", "Push delivery is late", "BFF answers slowly", "Certificate pinning failed", "Store review queue is stuck", "Token refresh fails"];

    private readonly Lazy<IReadOnlyList<Incident>> _incidents = new(() => [.. company.Reliability.Incidents.Where(incident => ReliabilityWorld.IsOpsgenie(incident.Service))]);
    private readonly Lazy<IReadOnlyList<OpsgenieAlertLife>> _alerts = new(() => Grow(company));

    public Company Company => company;

    public Team Team { get; } = company.Team("Mobile");

    public IReadOnlyList<Service> Services { get; } = [.. company.Services.Where(ReliabilityWorld.IsOpsgenie)];

    public IReadOnlyList<Person> People(DateTimeOffset at) => [.. company.Members(Team, at)];

    public IReadOnlyList<Incident> Incidents(DateTimeOffset now) => [.. _incidents.Value.TakeWhile(incident => incident.TriggeredAt <= now)];

    public IReadOnlyList<OpsgenieAlertLife> Alerts(DateTimeOffset now) => [.. _alerts.Value.TakeWhile(alert => alert.At <= now)];

    public string Id(string kind, string name) => Guid(company.Dice($"opsgenie/{kind}", name));

    private static string Guid(Dice dice) => $"{dice.Hex(8)}-{dice.Hex(4)}-4{dice.Hex(3)}-a{dice.Hex(3)}-{dice.Hex(12)}";

    private static List<OpsgenieAlertLife> Grow(Company company)
    {
        var dice = company.Dice("opsgenie/alerts");
        var services = company.Services.Where(ReliabilityWorld.IsOpsgenie).ToList();
        var alerts = new List<OpsgenieAlertLife>();
        // So many at any scale that there are pages.
        for (var i = 0; i < Math.Max(500, company.Scaled(640)); i++)
        {
            var at = company.Founded + TimeSpan.FromSeconds(Math.Round((company.End - company.Founded).TotalSeconds * dice.Unit()));
            var lasts = TimeSpan.FromSeconds(dice.Between(200, 9_000));
            var taken = dice.Chance(0.8) ? lasts / 4 : (TimeSpan?)null;
            var person = company.Reliability.OnCall.At(company.Team("Mobile"), at);
            alerts.Add(new(Guid(dice), i, dice.Pick(Messages), dice.Pick(services), $"P{dice.Between(1, 5)}", at, at + taken, at + lasts, taken is null ? null : person));
        }

        return [.. alerts.OrderBy(alert => alert.At).Select((alert, index) => alert with { Number = index + 1 })];
    }
}

/// <summary>An alert with its whole life.</summary>
internal sealed record OpsgenieAlertLife(string Id, int Number, string Message, Service Service, string Priority, DateTimeOffset At, DateTimeOffset? TakenAt, DateTimeOffset ClosedAt, Person? Owner)
{
    public DateTimeOffset UpdatedAt(DateTimeOffset now) => ClosedAt <= now ? ClosedAt : TakenAt <= now ? TakenAt.Value : At;

    public string Tiny => Number.ToString(CultureInfo.InvariantCulture);
}
