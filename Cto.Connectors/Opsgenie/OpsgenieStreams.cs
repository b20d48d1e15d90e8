using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>The streams of an Opsgenie source, in the order in which a new source fills.</summary>
internal static class OpsgenieStreams
{
    public const string Directory = "directory";
    public const string Schedules = "schedules";
    public const string Incidents = "incidents";
    public const string Alerts = "alerts";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Directory, "People, teams and services", [FactKinds.Person, FactKinds.Account, FactKinds.Team, FactKinds.Service]),
        new(Schedules, "Schedules and shifts", [FactKinds.OnCallSchedule, FactKinds.OnCallShift]),
        new(Incidents, "Incidents", [FactKinds.Incident]),
        new(Alerts, "Alerts", [FactKinds.Alert]),
    ];
}
