using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>The lists that are read whole: people and teams, services and escalation policies.</summary>
internal sealed class PagerDutyDirectory(PagerDutySession session)
{
    public async Task<IEnumerable<FactPage>> PeopleAsync(string? cursor, CancellationToken cancellationToken)
    {
        var (users, allUsers) = await session.AllAsync<PagerDutyUserPage, PagerDutyUser>(offset => session.Account.UsersAsync(PagerDutyApi.PageSize, offset, cancellationToken));
        var (teams, allTeams) = await session.AllAsync<PagerDutyTeamPage, PagerDutyReference>(offset => session.Account.TeamsAsync(PagerDutyApi.PageSize, offset, cancellationToken));
        var members = users.SelectMany(user => (user.Teams ?? []).OfType<PagerDutyReference>().Select(team => (Team: team.Id, Member: user.Address ?? user.Title)))
            .ToLookup(membership => membership.Team, membership => membership.Member);
        IEnumerable<Fact?> facts = users.SelectMany(user => (Fact?[])[user.ToPerson(), user.ToAccount()]).Concat(teams.Select(team => ToTeam(team, members[team.Id])));
        return Pages(facts, cursor, "people and teams", allUsers && allTeams);
    }

    public async Task<IEnumerable<FactPage>> ServicesAsync(string? cursor, CancellationToken cancellationToken)
    {
        var (services, allServices) = await session.AllAsync<PagerDutyServicePage, PagerDutyService>(offset => session.Api.ServicesAsync(null, PagerDutyApi.PageSize, offset, cancellationToken));
        var (policies, allPolicies) = await session.AllAsync<PagerDutyPolicyPage, PagerDutyPolicy>(offset => session.Api.EscalationPoliciesAsync(PagerDutyApi.PageSize, offset, cancellationToken));
        return Pages(services.Select(service => (Fact?)service.ToFact()).Concat(policies.Select(policy => policy.ToFact())), cursor, "services and escalation policies", allServices && allPolicies);
    }

    private IEnumerable<FactPage> Pages(IEnumerable<Fact?> facts, string? cursor, string what, bool complete) =>
        WholeList.Pages(facts, cursor, session.Settings.BaseAddress.Authority, what, session.Http.Limit, complete ? [] : [PagerDutyApi.Cut(what)]);

    private static Team? ToTeam(PagerDutyReference team, IEnumerable<string?> members) => team.Id is not { Length: > 0 } id || team.Title is null ? null : new()
    {
        Key = PagerDutyReference.KeyOf(id),
        Url = team.HtmlUrl,
        Name = team.Title,
        Members = [.. members.OfType<string>().Order(StringComparer.Ordinal)],
    };
}
