using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.PagerDuty;

/// <summary>Who is in the account, and the three things that are done in it.</summary>
[NotDescribed("The description at hand is cut down to reading incidents and on-call; these are of PagerDuty's REST reference, and the simulated company checks their requests.")]
[Headers("Accept: " + PagerDutyApi.Accept)]
internal interface IPagerDutyAccountApi
{
    [Get("users/me")]
    Task<Answer<PagerDutyUserBody>> MeAsync(CancellationToken cancellationToken);

    [Get("users")]
    Task<Answer<PagerDutyUserPage>> UsersAsync(int limit, int offset, CancellationToken cancellationToken);

    [Get("teams")]
    Task<Answer<PagerDutyTeamPage>> TeamsAsync(int limit, int offset, CancellationToken cancellationToken);

    [Post("incidents")]
    Task<Answer<PagerDutyIncidentBody>> CreateIncidentAsync(
        [Header("From")] string? from, [Body] PagerDutyNewIncident incident, CancellationToken cancellationToken);

    [Put("incidents/{id}")]
    Task<Answer<PagerDutyIncidentBody>> UpdateIncidentAsync(
        string id, [Header("From")] string? from, [Body] PagerDutyIncidentUpdate update, CancellationToken cancellationToken);

    [Post("incidents/{id}/notes")]
    Task<Answer<PagerDutyNoteBody>> CreateNoteAsync(
        string id, [Header("From")] string? from, [Body] PagerDutyNoteBody note, CancellationToken cancellationToken);
}
