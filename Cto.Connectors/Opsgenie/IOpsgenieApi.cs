using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Opsgenie;

/// <summary>The routes of Opsgenie that facts are read from; a test holds each against Opsgenie's own description.</summary>
[DescribedBy("opsgenie")]
internal interface IOpsgenieApi
{
    [Get("v2/alerts")]
    Task<Answer<OpsgeniePage<OpsgenieAlert>>> AlertsAsync(
        string? query, string sort, string order, int limit, int offset, CancellationToken cancellationToken);

    [Get("v1/incidents/")]
    Task<Answer<OpsgeniePage<OpsgenieIncident>>> IncidentsAsync(
        string query, string sort, string order, int limit, int offset, CancellationToken cancellationToken);

    [Get("v2/schedules")]
    Task<Answer<OpsgeniePage<OpsgenieSchedule>>> SchedulesAsync(CancellationToken cancellationToken);

    [Get("v2/schedules/{identifier}/timeline")]
    Task<Answer<OpsgenieTimelineBody>> TimelineAsync(
        string identifier, string identifierType, int interval, string intervalUnit, string date, CancellationToken cancellationToken);

    [Get("v2/schedules/on-calls")]
    Task<Answer<OpsgeniePage<OpsgenieOnCall>>> OnCallsAsync(bool flat, CancellationToken cancellationToken);
}

/// <summary>Who is in the account and what it watches over.</summary>
[NotDescribed("The description at hand is cut down to alerts, incidents and schedules; these are of Opsgenie's REST reference and of its recorded payloads.")]
internal interface IOpsgenieAccountApi
{
    [Get("v2/users")]
    Task<Answer<OpsgeniePage<OpsgenieUser>>> UsersAsync(int limit, int offset, CancellationToken cancellationToken);

    [Get("v2/teams")]
    Task<Answer<OpsgeniePage<OpsgenieNamed>>> TeamsAsync(CancellationToken cancellationToken);

    [Get("v1/services")]
    Task<Answer<OpsgeniePage<OpsgenieService>>> ServicesAsync(int limit, int offset, CancellationToken cancellationToken);
}
