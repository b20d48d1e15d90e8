using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>Tries a connection live: as whom, what is in reach, what is missing and how long the token lasts.</summary>
internal sealed class JiraCheck(JiraSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        sessions.Forget(source.SourceId);
        var session = await sessions.OpenAsync(source, cancellationToken);
        var projects = (await session.ProjectsAsync(cancellationToken)).Where(project => session.Settings.Covers(project.Key)).ToList();
        if (projects.Count == 0)
        {
            throw new SourceException(SourceFault.Forbidden, $"Jira shows no project to {session.Site.Me.DisplayName ?? "this account"}.")
            {
                Remedy = "Give the account the permission Browse projects, or correct the projects in the settings.",
            };
        }

        var warnings = new List<string>();
        var fields = session.Site.Fields;
        warnings.AddRange(await RefusalAsync("Boards and sprints", () => session.Agile.BoardsAsync(0, 1, cancellationToken)));
        warnings.AddRange(fields.Sprint is null ? ["This Jira has no sprint field: sprints have no snapshots."] : []);
        warnings.AddRange(fields.Points.Count == 0 ? ["No field with story points was found, so every item counts as unestimated; name the field in the settings."] : []);
        warnings.AddRange(session.Site.Zone is null ? ["The account hides its time zone: each sync reads the issues of the last hours again."] : []);
        var expiry = JiraCredentials.Of(source.Credentials).Expiry;
        var names = string.Join(", ", projects.Take(3).Select(project => project.Key));
        var more = projects.Count > 3 ? $" and {projects.Count - 3} more" : "";
        return new($"Connected as {session.Site.Me.DisplayName ?? session.Site.Me.Name ?? "an unnamed account"} to Jira {(session.Site.IsCloud ? "Cloud" : "Server")}: {projects.Count} {(projects.Count == 1 ? "project" : "projects")} in reach: {names}{more}.")
        {
            Warnings = warnings,
            CredentialExpiresAt = expiry,
        };
    }

    private static async Task<IEnumerable<string>> RefusalAsync(string what, Func<Task> ask)
    {
        try
        {
            await ask();
            return [];
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound or SourceFault.Unauthorized)
        {
            return [$"{what} cannot be read, so the numbers made of them will have no data: {e.Message}"];
        }
    }
}
