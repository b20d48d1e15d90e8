using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitLab;

/// <summary>Tries a connection live: as whom, what is in reach, which rights are missing and how long the token lasts.</summary>
internal sealed class GitLabCheck(GitLabSessions sessions, GitLabReach reach)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var (who, token) = await WhoAsync(session, cancellationToken);
        var found = await reach.ListAsync(session, cancellationToken);
        var warnings = new List<string>(found.Warnings);
        if (token?.Scopes is { } scopes && !scopes.Any(scope => scope is "api"))
        {
            warnings.Add(scopes.Contains("read_api")
                ? "Issues cannot be created: the token has the scope read_api and needs api."
                : $"The token has the scope {string.Join(", ", scopes)} and needs read_api.");
        }

        // The latest project stands for all.
        await foreach (var warning in Ordered.SelectAsync(Probes(session, found.Repositories[0]), 3, TryAsync, cancellationToken))
        {
            warnings.AddRange(warning is null ? [] : [warning]);
        }

        var (count, hidden) = (found.Repositories.Count, found.Repositories.Count(project => project.IsPrivate));
        var names = string.Join(", ", found.Repositories.Take(3).Select(project => project.FullName));
        return new($"Connected {who}: {count} {(count == 1 ? "project" : "projects")} in reach ({hidden} not public): {names}{(count > 3 ? $" and {count - 3} more" : "")}.")
        {
            Warnings = warnings,
            CredentialExpiresAt = DateTimeOffset.TryParse(token?.ExpiresAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var end) ? end : null,
        };
    }

    private static async Task<(string Who, GitLabToken? Token)> WhoAsync(GitLabSession session, CancellationToken cancellationToken)
    {
        if (session.Source.Credentials is null)
        {
            return ("as nobody, who sees public projects only", null);
        }

        var user = (await session.People.UserAsync(cancellationToken)).Content;
        try
        {
            return ($"as {user.Username ?? "an unnamed account"}", (await session.People.TokenAsync(cancellationToken)).Content);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden or SourceFault.UnexpectedReply)
        {
            // A token of OAuth is none of the user's personal ones.
            return ($"as {user.Username ?? "an unnamed account"}", null);
        }
    }

    private static (string What, Func<CancellationToken, Task> Ask)[] Probes(GitLabSession session, GitLabProject project)
    {
        var since = GitLabSession.Text(session.Clock.GetUtcNow().AddDays(-1));
        return
        [
            ("Merge requests", token => session.Api.MergeRequestsAsync(project.Id, "all", "updated_at", "asc", since, 1, 1, token)),
            ("Deployments", token => session.Api.DeploymentsAsync(project.Id, "updated_at", "asc", since, 1, 1, token)),
            ("Pipelines", token => session.Api.PipelinesAsync(project.Id, "updated_at", "asc", since, 1, 1, token)),
            ("Members", token => session.People.ProjectMembersAsync(project.Id, 1, token)),
        ];
    }

    private static async Task<string?> TryAsync((string What, Func<CancellationToken, Task> Ask) probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.Ask(cancellationToken);
            return null;
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return $"{probe.What} cannot be read, so the numbers made of them will have no data: {e.Message}";
        }
    }
}
