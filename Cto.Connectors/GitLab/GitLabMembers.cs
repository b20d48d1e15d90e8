using System.Runtime.CompilerServices;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>Who belongs to the group and its projects, inherited memberships included, and who may write to what.</summary>
internal static class GitLabMembers
{
    // A request a project: changes are seen within this time.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    public static async IAsyncEnumerable<FactPage> ReadAsync(GitLabSession session, Reach<GitLabProject> reach, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (before, now) = (WholeList.Parse(cursor, session.Settings.Fingerprint), session.Clock.GetUtcNow());
        if (!before.IsDue(now, Every))
        {
            yield return before.Unchanged();
            yield break;
        }

        var accounts = new Dictionary<long, GitLabMember>();
        var grants = new List<Fact>();
        var refusals = new List<string>();
        var unseen = new List<string>();
        if (session.Settings.GroupPath is { } group)
        {
            Join(await TryAsync(group, session.People.GroupMembersAsync(group, GitLabSession.PageSize, cancellationToken)) ?? []);
        }

        await foreach (var (project, members) in Ordered.SelectAsync(reach.Repositories, GitLabSession.Degree, OfAsync, cancellationToken))
        {
            if (members is null)
            {
                unseen.Add(session.Keys.Grants(project.Id));
                continue;
            }

            Join(members);
            grants.AddRange(members.Where(member => member.MayWrite).DistinctBy(member => member.Id).Select(member => member.ToGrant(session.Keys, project)));
        }

        List<Fact> facts = [.. accounts.Values.Select(member => member.ToAccount(session.Keys)), .. grants];
        foreach (var page in before.Pages(facts, before.Next(facts, now, unseen: IsUnseen, warnings: refusals), "members", session.Http.Limit))
        {
            yield return page;
        }

        // What could not be read is not gone, and whoever is gone elsewhere may still be there.
        bool IsUnseen(FactKey fact) => refusals.Count > 0 && (fact.Kind != FactKinds.AccessGrant || unseen.Exists(project => fact.Key.StartsWith(project, StringComparison.Ordinal)));

        async Task<(GitLabProject Project, IReadOnlyList<GitLabMember>? Members)> OfAsync(GitLabProject project, CancellationToken token) =>
            (project, await TryAsync(project.FullName!, session.People.ProjectMembersAsync(project.Id, GitLabSession.PageSize, token)));

        async Task<IReadOnlyList<GitLabMember>?> TryAsync(string of, Task<Answer<GitLabMember?[]>> asked)
        {
            try
            {
                return await session.AllAsync(await asked, "api/v4/projects/{id}/members/all", GitLabJson.Default.GitLabMemberArray, cancellationToken);
            }
            catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
            {
                lock (refusals)
                {
                    refusals.Add($"{of}: its members cannot be read, so access reviews lack them. {e.Message}");
                }

                return null;
            }
        }

        // The highest role counts; the group tells addresses that projects hide.
        void Join(IReadOnlyList<GitLabMember> members)
        {
            foreach (var member in members.Where(member => member.IsKnown))
            {
                if (!accounts.TryGetValue(member.Id, out var known) || known.AccessLevel < member.AccessLevel)
                {
                    member.Email ??= known?.Email;
                    accounts[member.Id] = member;
                }
            }
        }
    }
}
