using Cto.Domain.Sources;

namespace Cto.Connectors.Jira.Actions;

/// <summary>Finds who gets an issue: somebody named, or of a team its lead, or else the one with the least open work.</summary>
internal sealed class JiraAssignees(JiraSession session)
{
    private const int Most = 100;

    /// <returns><see langword="null"/> when nobody was asked for, or the team has nobody who can be assigned.</returns>
    public async Task<JiraUser?> FindAsync(IReadOnlyList<JiraProject> projects, JiraProject project, string? assignee, string? team, CancellationToken cancellationToken)
    {
        if (assignee is not null)
        {
            return await NamedAsync(assignee.Trim(), cancellationToken);
        }

        if (team is null)
        {
            return null;
        }

        // A team is known to Jira by the project that it plans in; the lead of one it does not know is the place's.
        var home = projects.FirstOrDefault(known => Is(known.Name, team) || Is(known.Key, team)) ?? project;
        var assignable = (await session.SiteApi.AssignableAsync(project.Key!, Most, cancellationToken)).Where(user => user is { Active: not false }).OfType<JiraUser>().ToList();
        return assignable.FirstOrDefault(user => IsSame(user, home.Lead)) ?? await LeastLoadedAsync(home, assignable, cancellationToken);
    }

    private async Task<JiraUser> NamedAsync(string name, CancellationToken cancellationToken)
    {
        var found = (session.Site.IsCloud ? await session.Api.UsersAsync(name, Most, cancellationToken) : await session.ServerApi.UsersAsync(name, Most, cancellationToken))
            .Where(user => user is { Active: not false }).OfType<JiraUser>().ToList();
        JiraUser[] exact = [.. found.Where(user => Is(user.EmailAddress, name) || Is(user.DisplayName, name) || Is(user.Name, name) || user.AccountId == name)];
        return (exact, found) switch
        {
            ([var one], _) => one,
            ([], [var only]) => only,
            ([], []) => throw new SourceException(SourceFault.NotFound, $"Jira finds nobody for '{name}'.") { Remedy = "Give the person's e-mail address as Jira knows it." },
            _ => throw new SourceException(SourceFault.InvalidSettings, $"'{name}' can mean {string.Join(", ", (exact.Length > 0 ? exact : [.. found]).Take(5).Select(user => user.DisplayName))}.") { Remedy = "Give the e-mail address." },
        };
    }

    private async Task<JiraUser?> LeastLoadedAsync(JiraProject home, IReadOnlyList<JiraUser> assignable, CancellationToken cancellationToken)
    {
        var load = assignable.ToDictionary(user => user, _ => 0);
        var search = new JiraSearch(session, "assignee", withHistory: false);
        await foreach (var page in search.FindAsync($"project = \"{home.Key}\" AND assignee is not EMPTY AND (statusCategory != Done OR updated >= -90d)", cancellationToken))
        {
            foreach (var assigned in page.Issues.Select(issue => assignable.FirstOrDefault(user => IsSame(user, issue.Fields!.Assignee))).OfType<JiraUser>())
            {
                load[assigned]++;
            }
        }

        // Whoever has had nothing there for months is not of the team, though Jira would let it be assigned.
        return load.Where(user => user.Value > 0).OrderBy(user => user.Value).ThenBy(user => user.Key.DisplayName, StringComparer.Ordinal).FirstOrDefault().Key;
    }

    private static bool IsSame(JiraUser one, JiraUser? other) => other is not null && (one.AccountId is { } id ? id == other.AccountId : one.Name is { } name && name == other.Name);

    private static bool Is(string? text, string name) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
}
