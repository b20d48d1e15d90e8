using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>The streams of a PagerDuty source, in the order in which a new source fills.</summary>
internal static class PagerDutyStreams
{
    public const string People = "people";
    public const string Services = "services";
    public const string Schedules = "schedules";
    public const string Incidents = "incidents";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(People, "People and teams", [FactKinds.Person, FactKinds.Account, FactKinds.Team]),
        new(Services, "Services and escalation policies", [FactKinds.Service, FactKinds.EscalationPolicy]),
        new(Schedules, "Schedules and shifts", [FactKinds.OnCallSchedule, FactKinds.OnCallShift]),
        new(Incidents, "Incidents and their logs", [FactKinds.Incident, FactKinds.IncidentEvent]),
    ];
}
