using System.Globalization;
using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.PagerDuty;

/// <summary>The routes of PagerDuty that facts are read from; a test holds each against PagerDuty's own description.</summary>
[DescribedBy("pagerduty")]
[Headers("Accept: " + PagerDutyApi.Accept)]
internal interface IPagerDutyApi
{
    [Get("incidents")]
    Task<Answer<PagerDutyIncidentPage>> IncidentsAsync(
        string? since, string? until, [AliasAs("sort_by")] string? sortBy, [AliasAs("incident_key")] string? incidentKey,
        [AliasAs("date_range")] string? dateRange, int limit, int offset, CancellationToken cancellationToken);

    [Get("incidents/{id}")]
    Task<Answer<PagerDutyIncidentBody>> IncidentAsync(string id, CancellationToken cancellationToken);

    [Get("incidents/{id}/log_entries")]
    Task<Answer<PagerDutyLogEntryPage>> IncidentLogAsync(
        string id, [AliasAs("include[]")] string include, int limit, int offset, CancellationToken cancellationToken);

    [Get("incidents/{id}/notes")]
    Task<Answer<PagerDutyNotes>> NotesAsync(string id, CancellationToken cancellationToken);

    [Get("log_entries")]
    Task<Answer<PagerDutyLogEntryPage>> LogAsync(
        string since, string until, [AliasAs("include[]")] string include, int limit, int offset, CancellationToken cancellationToken);

    [Get("schedules")]
    Task<Answer<PagerDutySchedulePage>> SchedulesAsync(
        [AliasAs("include[]")] string? include, string? since, string? until, [AliasAs("time_zone")] string? timeZone,
        int limit, int offset, CancellationToken cancellationToken);

    [Get("schedules/{id}")]
    Task<Answer<PagerDutyScheduleBody>> ScheduleAsync(
        string id, string since, string until, bool overflow, [AliasAs("time_zone")] string timeZone, CancellationToken cancellationToken);

    [Get("services")]
    Task<Answer<PagerDutyServicePage>> ServicesAsync(string? query, int limit, int offset, CancellationToken cancellationToken);

    [Get("escalation_policies")]
    Task<Answer<PagerDutyPolicyPage>> EscalationPoliciesAsync(int limit, int offset, CancellationToken cancellationToken);
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
