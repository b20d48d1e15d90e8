using System.Globalization;
using System.Net.Http.Headers;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Tries a connection live: as whom, what is in reach, which rights are missing and how long the credentials last.</summary>
internal sealed class GitHubCheck(GitHubSessions sessions, GitHubReach reach, TimeProvider clock, SourceHttpFactory http)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var who = await WhoAsync(session, cancellationToken);
        var found = await reach.ListAsync(session, cancellationToken);
        var (count, hidden) = (found.Repositories.Count, found.Repositories.Count(repository => repository.Private == true));
        var warnings = new List<string>(who.Warnings.Concat(found.Warnings));
        if (hidden == 0 && who.Scopes is { } scopes && !scopes.Contains("repo"))
        {
            warnings.Add("Private repositories are out of reach: the token lacks the scope repo.");
        }

        if (who.Scopes is not null && session.Settings.Account is { } organization && !who.Scopes.Any(scope => scope is "read:org" or "write:org" or "admin:org"))
        {
            warnings.Add($"Of {organization} only public members are seen: the token lacks the scope read:org.");
        }

        // The newest repository stands for all: rights are granted to the token, not to a repository.
        await foreach (var warning in Ordered.SelectAsync(Probes(session, found.Repositories[0]), 4, TryAsync, cancellationToken))
        {
            warnings.AddRange(warning is null ? [] : [warning]);
        }

        var names = string.Join(", ", found.Repositories.Take(3).Select(repository => repository.FullName));
        var more = count > 3 ? $" and {count - 3} more" : "";
        return new($"Connected {who.Name}: {count} {(count == 1 ? "repository" : "repositories")} in reach ({hidden} private): {names}{more}.")
        {
            Warnings = warnings,
            CredentialExpiresAt = who.ExpiresAt,
        };
    }

    private async Task<Identity> WhoAsync(GitHubSession session, CancellationToken cancellationToken)
    {
        switch (session.Source.Credentials)
        {
            case null:
                return new("as nobody", null, null, ["Without a token GitHub allows 60 requests an hour and shows public repositories only."]);
            case { Kind: GitHubCredentials.AppKind } credentials:
                var app = GitHubApp.Of(credentials, session.Settings.BaseAddress);
                var asApp = http.Open(app.BaseAddress, new GitHubDialect(app.BaseAddress, app.AsApp(clock)));
                var installation = (await asApp.AskAsync("app/installations/{installation_id}", client => client.GitHubApps.GetInstallationForCurrent(app.Installation), cancellationToken)).Content;
                return new($"as GitHub App {app.AppId}, installed on {installation.Account?.Login ?? "an account"}", null, null, []);
            default:
                var answer = await session.Http.AskAsync("user", client => client.User.Current(), cancellationToken);
                var headers = answer.Headers;
                // Only classic tokens have scopes, and GitHub then sends the header even when it is empty.
                var scopes = RateLimits.Text(headers, "X-OAuth-Scopes") is { } granted ? GitHubDialect.Scopes(granted) : null;
                return new(
                    $"as {answer.Content.Login ?? "an unnamed account"} with a {(scopes is null ? "fine-grained" : "classic")} token",
                    scopes,
                    Expiry(headers),
                    session.Http.Limit is null ? ["This server tells no rate limit, so none can be respected."] : []);
        }
    }

    // "2026-12-24 12:00:00 UTC" or "… +0100".
    internal static DateTimeOffset? Expiry(HttpHeaders headers)
    {
        var text = RateLimits.Text(headers, "GitHub-Authentication-Token-Expiration")?.Replace(" UTC", "Z", StringComparison.Ordinal);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    private static IEnumerable<Probe> Probes(GitHubSession session, GitHubRepository repository)
    {
        var (owner, name) = (repository.Owner, repository.Name!);
        yield return new("Pull requests", token => session.Api.PullRequestsAsync(owner, name, "all", "updated", "desc", 1, 1, null, token));
        yield return new("Deployments", token => session.Api.DeploymentsAsync(owner, name, 1, 1, null, token));
        yield return new("Workflow runs", token => session.Api.WorkflowRunsAsync(owner, name, true, 1, 1, null, token));
        if (session.Source.Credentials is null)
        {
            // The rest is shown to nobody without a token.
            yield break;
        }

        yield return new("Dependabot alerts", token => session.Security.DependabotAlertsAsync(owner, name, "updated", "desc", 1, null, token));
        yield return new("Code scanning alerts", token => session.Security.CodeAlertsAsync(owner, name, "updated", "desc", 1, 1, null, token), MayBeAbsent: true);
        yield return new("Those who may write", token => session.Security.CollaboratorsAsync(owner, name, "all", 1, null, token));
        if (session.Settings.Account is { } organization)
        {
            yield return new("Members", token => session.Security.MembersAsync(organization, null, "admin", 1, token), MayBeAbsent: true);
        }
    }

    private static async Task<string?> TryAsync(Probe probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.Ask(cancellationToken);
            return null;
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return e.Fault is SourceFault.NotFound && probe.MayBeAbsent ? null : $"{probe.What} cannot be read, so the numbers made of them will have no data: {e.Message}";
        }
    }

    // What may be absent: code scanning where nothing was scanned, members where the account is a user's.
    private sealed record Probe(string What, Func<CancellationToken, Task> Ask, bool MayBeAbsent = false);

    private sealed record Identity(string Name, string[]? Scopes, DateTimeOffset? ExpiresAt, IReadOnlyList<string> Warnings);
}
