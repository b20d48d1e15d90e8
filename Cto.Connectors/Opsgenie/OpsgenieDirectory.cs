using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>People, teams and services, read whole.</summary>
internal static class OpsgenieDirectory
{
    public static async Task<IEnumerable<FactPage>> ReadAsync(OpsgenieSession session, string? cursor, CancellationToken cancellationToken)
    {
        var names = await OpsgenieNames.ReadAsync(session, cancellationToken);
        var (users, warnings) = await UsersAsync(session, cancellationToken);
        var facts = users.SelectMany(user => (Fact?[])[user.ToPerson(), user.ToAccount()])
            .Concat(names.Teams.Select(team => team.ToTeam()))
            .Concat(names.Services.Select(service => service.ToFact(names.Team)));
        return WholeList.Pages(facts, cursor, session.Settings.BaseAddress.Authority, "people, teams and services", null, [.. names.Warnings, .. warnings]);
    }

    private static async Task<(IReadOnlyList<OpsgenieUser> Users, IReadOnlyList<string> Warnings)> UsersAsync(OpsgenieSession session, CancellationToken cancellationToken)
    {
        try
        {
            var first = session.Account.UsersAsync(OpsgenieSession.PageSize, 0, cancellationToken);
            var (users, complete) = await session.AllAsync(first, "v2/users", OpsgenieJson.Default.OpsgeniePageOpsgenieUser, _ => false, cancellationToken);
            return (users, complete ? [] : [OpsgenieSession.Cut("people")]);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return ([], [$"People cannot be read: {e.Message}"]);
        }
    }
}
