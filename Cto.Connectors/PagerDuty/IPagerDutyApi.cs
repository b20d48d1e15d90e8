using System.Globalization;
using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.PagerDuty;

/// <summary>The routes of PagerDuty that facts are read from; a test holds each against PagerDuty's own description.</summary>
[DescribedBy("pagerduty")]
[Header("Accept", PagerDutyApi.Accept)]
internal interface IPagerDutyApi
{
    [Get("incidents")]
    Task<Response<PagerDutyIncidentPage>> IncidentsAsync(
        [Query] string? since, [Query] string? until, [Query("sort_by")] string? sortBy, [Query("incident_key")] string? incidentKey,
        [Query("date_range")] string? dateRange, [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("incidents/{id}")]
    Task<Response<PagerDutyIncidentBody>> IncidentAsync([Path] string id, CancellationToken cancellationToken);

    [Get("incidents/{id}/log_entries")]
    Task<Response<PagerDutyLogEntryPage>> IncidentLogAsync(
        [Path] string id, [Query("include[]")] string include, [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("incidents/{id}/notes")]
    Task<Response<PagerDutyNotes>> NotesAsync([Path] string id, CancellationToken cancellationToken);

    [Get("log_entries")]
    Task<Response<PagerDutyLogEntryPage>> LogAsync(
        [Query] string since, [Query] string until, [Query("include[]")] string include, [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("schedules")]
    Task<Response<PagerDutySchedulePage>> SchedulesAsync(
        [Query("include[]")] string? include, [Query] string? since, [Query] string? until, [Query("time_zone")] string? timeZone,
        [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("schedules/{id}")]
    Task<Response<PagerDutyScheduleBody>> ScheduleAsync(
        [Path] string id, [Query] string since, [Query] string until, [Query] bool overflow, [Query("time_zone")] string timeZone, CancellationToken cancellationToken);

    [Get("services")]
    Task<Response<PagerDutyServicePage>> ServicesAsync([Query] string? query, [Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("escalation_policies")]
    Task<Response<PagerDutyPolicyPage>> EscalationPoliciesAsync([Query] int limit, [Query] int offset, CancellationToken cancellationToken);
}

/// <summary>What all routes of PagerDuty share.</summary>
internal static class PagerDutyApi
{
    public const string Accept = "application/vnd.pagerduty+json;version=2";

    /// <summary>PagerDuty's largest page.</summary>
    public const int PageSize = 100;

    /// <summary>Beyond this many records of one question PagerDuty answers nothing.</summary>
    public const int Cap = 10_000;

    /// <summary>What is missing of a list that is longer than PagerDuty shows.</summary>
    public static string Cut(string what) => string.Create(CultureInfo.InvariantCulture, $"PagerDuty shows the first {Cap:N0} {what} only; the others are missing.");
}
