using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.Opsgenie;

/// <summary>The routes of Opsgenie that facts are read from; a test holds each against Opsgenie's own description.</summary>
[DescribedBy("opsgenie")]
internal interface IOpsgenieApi
{
    [Get("v2/alerts")]
    Task<Response<OpsgeniePage<OpsgenieAlert>>> AlertsAsync(
        [Query] string? query, [Query] string sort, [Query] string order, [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("v1/incidents/")]
    Task<Response<OpsgeniePage<OpsgenieIncident>>> IncidentsAsync(
        [Query] string query, [Query] string sort, [Query] string order, [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("v2/schedules")]
    Task<Response<OpsgeniePage<OpsgenieSchedule>>> SchedulesAsync(CancellationToken cancellationToken);

    [Get("v2/schedules/{identifier}/timeline")]
    Task<Response<OpsgenieTimelineBody>> TimelineAsync(
        [Path] string identifier, [Query] string identifierType, [Query] int interval, [Query] string intervalUnit, [Query] string date, CancellationToken cancellationToken);

    [Get("v2/schedules/on-calls")]
    Task<Response<OpsgeniePage<OpsgenieOnCall>>> OnCallsAsync([Query] bool flat, CancellationToken cancellationToken);
}

/// <summary>Who is in the account and what it watches over.</summary>
[NotDescribed("The description at hand is cut down to alerts, incidents and schedules; these are of Opsgenie's REST reference and of its recorded payloads.")]
internal interface IOpsgenieAccountApi
{
    [Get("v2/users")]
    Task<Response<OpsgeniePage<OpsgenieUser>>> UsersAsync([Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("v2/teams")]
    Task<Response<OpsgeniePage<OpsgenieNamed>>> TeamsAsync(CancellationToken cancellationToken);

    [Get("v1/services")]
    Task<Response<OpsgeniePage<OpsgenieService>>> ServicesAsync([Query] int limit, [Query] int offset, CancellationToken cancellationToken);
}
