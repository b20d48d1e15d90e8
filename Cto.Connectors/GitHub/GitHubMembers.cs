using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Governance;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>The people of the organisations that a source reads: their accounts with role and second factor, and their teams.</summary>
internal static class GitHubMembers
{
    // A dozen requests: changes are seen within this time, or told by webhook at once.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    public static async IAsyncEnumerable<FactPage> ReadAsync(GitHubSession session, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = MembersCursor.Parse(cursor, session.Settings.Fingerprint);
        var now = session.Clock.GetUtcNow();
        if (session.Settings.Account is not { } organization || now - before.ReadAt < Every)
        {
            yield return new() { Facts = [], RateLimit = session.Http.Limit, Warnings = before.Warnings };
            yield break;
        }

        var roll = await MemberRoll.ReadAsync(session, organization, cancellationToken);
        if (roll is null)
        {
            // A user has no members.
            yield break;
        }

        var (profiles, failure) = await ProfilesAsync(session, before, roll.Logins, cancellationToken);
        if (failure is not null)
        {
            // Dozens of requests: those that were answered are not made again.
            yield return new() { Facts = [], Cursor = (before with { ReadAt = null, Known = new(before.Known.Concat(profiles).DistinctBy(known => known.Key)) }).ToString() };
            throw failure;
        }

        var accounts = roll.Accounts(session.Keys, profiles);
        var teams = await TeamsAsync(session, organization, profiles, cancellationToken);
        var missing = before.Known.Where(known => !profiles.ContainsKey(known.Key)).ToList();
        yield return new()
        {
            Facts = [.. accounts, .. teams, .. (roll.IsWhole ? missing : []).Select(known => Left(session.Keys, known.Key, known.Value.Login))],
            Cursor = new MembersCursor { Of = session.Settings.Fingerprint, ReadAt = now, Known = new(roll.IsWhole ? profiles : profiles.Concat(missing)), Warnings = roll.Warnings }.ToString(),
            Progress = new("members", 1),
            RateLimit = session.Http.Limit,
            Warnings = roll.Warnings,
        };
    }

    /// <summary>The account of somebody who has just become a member.</summary>
    public static Account Joined(GitHubKeys keys, GitHubUser user, string login, string? role) => new()
    {
        Key = keys.Account(user.Id),
        Url = user.HtmlUrl,
        System = keys.System,
        Login = login,
        Kind = user.IsBot ? AccountKind.Service : AccountKind.Person,
        Status = AccountStatus.Active,
        Role = role,
        Privileged = role == "admin",
    };

    /// <summary>The account of somebody who is no longer a member.</summary>
    public static Account Left(GitHubKeys keys, long id, string login) => new()
    {
        Key = keys.Account(id),
        System = keys.System,
        Login = login,
        Kind = AccountKind.Person,
        Status = AccountStatus.Deleted,
        Privileged = false,
    };

    // Lists hide names and addresses; each profile is asked for once.
    private static async Task<(Dictionary<long, MemberProfile> Profiles, SourceException? Failure)> ProfilesAsync(
        GitHubSession session, MembersCursor before, IReadOnlyDictionary<long, string> logins, CancellationToken cancellationToken)
    {
        var profiles = new Dictionary<long, MemberProfile>();
        try
        {
            await foreach (var (id, profile) in Ordered.SelectAsync(logins, GitHubSession.Degree, (member, token) => OfAsync(member.Key, member.Value, token), cancellationToken))
            {
                profiles[id] = profile;
            }

            return (profiles, null);
        }
        catch (SourceException e)
        {
            return (profiles, e);
        }

        async Task<(long Id, MemberProfile Profile)> OfAsync(long id, string login, CancellationToken token)
        {
            if (before.Known.TryGetValue(id, out var known) && known.Login == login)
            {
                return (id, known);
            }

            try
            {
                var user = (await session.Inventory.UserAsync(login, token)).Content;
                return (id, new(login, user.Name, user.Email?.ToLowerInvariant(), user.IsBot));
            }
            catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
            {
                return (id, new(login, null, null, false));
            }
        }
    }

    private static async Task<IReadOnlyList<Fact>> TeamsAsync(
        GitHubSession session, string organization, Dictionary<long, MemberProfile> profiles, CancellationToken cancellationToken)
    {
        try
        {
            var first = await session.Inventory.TeamsAsync(organization, GitHubSession.PageSize, cancellationToken);
            var teams = await session.AllAsync(first, "orgs/{org}/teams", GitHubJson.Default.GitHubTeamArray!, page => page, cancellationToken);
            var facts = new List<Fact>();
            await foreach (var fact in Ordered.SelectAsync(teams.Where(team => team is { Id: not 0, Name: not null, Slug: not null }), GitHubSession.Degree, OfAsync, cancellationToken))
            {
                facts.Add(fact);
            }

            return facts;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return [];
        }

        async Task<Fact> OfAsync(GitHubTeam team, CancellationToken token)
        {
            var first = await session.Inventory.TeamMembersAsync(organization, team.Slug!, GitHubSession.PageSize, token);
            var members = await session.AllAsync(first, "orgs/{org}/teams/{team_slug}/members", GitHubJson.Default.GitHubUserArray!, page => page, token);
            return team.ToFact(session.Keys, [.. members.Select(member => profiles.GetValueOrDefault(member.Id)?.Email ?? member.Login).OfType<string>()]);
        }
    }
}
