using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.PagerDuty;

/// <summary>Who is in the account, and the three things that are done in it.</summary>
[NotDescribed("The description at hand is cut down to reading incidents and on-call; these are of PagerDuty's REST reference, and the simulated company checks their requests.")]
[Header("Accept", PagerDutyApi.Accept)]
internal interface IPagerDutyAccountApi
{
    [Get("users/me")]
    Task<Response<PagerDutyUserBody>> MeAsync(CancellationToken cancellationToken);

    [Get("users")]
    Task<Response<PagerDutyUserPage>> UsersAsync([Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("teams")]
    Task<Response<PagerDutyTeamPage>> TeamsAsync([Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Post("incidents")]
    Task<Response<PagerDutyIncidentBody>> CreateIncidentAsync([Header("From")] string? from, [Body] PagerDutyNewIncident incident, CancellationToken cancellationToken);

    [Put("incidents/{id}")]
    Task<Response<PagerDutyIncidentBody>> UpdateIncidentAsync([Path] string id, [Header("From")] string? from, [Body] PagerDutyIncidentUpdate update, CancellationToken cancellationToken);

    [Post("incidents/{id}/notes")]
    Task<Response<PagerDutyNoteBody>> CreateNoteAsync([Path] string id, [Header("From")] string? from, [Body] PagerDutyNoteBody note, CancellationToken cancellationToken);
}
