using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Security;
using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>Reads what changed in the issues of each organisation, in Snyk's order, which is not by change.</summary>
internal sealed class IssuePull(SnykSession session)
{
    // What changes while a sweep runs may be seen or not: the next one looks again from before this one began.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<FactPage> RunAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = SnykCursor.Parse(cursor, session.Settings.Fingerprint);
        var organizations = await session.OrganizationsAsync(cancellationToken);
        for (var i = 0; i < organizations.Count; i++)
        {
            var organization = organizations[i];
            var projects = await session.ProjectsAsync(organization.Id!, cancellationToken);
            await foreach (var (issues, mark) in SweepAsync(organization.Id!, projects, position.Organizations.GetValueOrDefault(organization.Id!) ?? new(), cancellationToken))
            {
                position = position with { Organizations = new(position.Organizations) { [organization.Id!] = mark } };
                yield return new()
                {
                    Facts = [.. issues.Select(issue => ToFact(organization, projects, issue)).OfType<Fact>()],
                    Cursor = position.ToString(),
                    Progress = PullProgress.Of(i, organizations.Count, $"issues of {organization.Attributes?.Name ?? organization.Id} ({i + 1} of {organizations.Count})"),
                    RateLimit = session.Http.Limit,
                };
            }
        }

        var unseen = organizations.Sum(organization => position.Organizations[organization.Id!].Unseen.Count);
        yield return new()
        {
            Facts = [],
            RateLimit = session.Http.Limit,
            Warnings = unseen == 0 ? [] : [$"The token may not see {(unseen == 1 ? "1 project" : $"{unseen} projects")} that issues are of; they are missing in the numbers."],
        };
    }

    private async IAsyncEnumerable<(IReadOnlyList<SnykIssue> Issues, SnykMark Mark)> SweepAsync(
        string organization, IReadOnlyDictionary<string, SnykProject> projects, SnykMark mark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paging = new Paging(session.Settings.BaseAddress);
        var (startedAt, newest, lifecycles) = (session.Clock.GetUtcNow(), mark.Sweep?.Newest ?? mark.Until, Lifecycles(projects));
        SnykDocument<SnykIssue?[]> page;
        if (mark.Sweep is { } sweep)
        {
            (startedAt, lifecycles) = (sweep.StartedAt, sweep.Projects);
            page = await PageAsync(sweep.Next, cancellationToken);
        }
        else
        {
            // Everything anew when a lifecycle changed or a project came in sight: the issues themselves did not change, and must be told again.
            var since = mark.Projects == lifecycles && !mark.Unseen.Any(projects.ContainsKey) ? mark.Until : null;
            mark = since is null ? mark with { Unseen = [] } : mark;
            page = await session.Api.IssuesAsync(organization, ISnykApi.Version, since?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null), SnykSession.PageSize, cancellationToken);
        }

        while (true)
        {
            IReadOnlyList<SnykIssue> issues = [.. (page.Data ?? []).OfType<SnykIssue>()];
            newest = issues.Select(issue => issue.Attributes?.UpdatedAt).Append(newest).Max();
            var next = session.Next(paging, page.Links);
            IReadOnlyList<string> unseen = [.. issues.Select(issue => issue.ProjectId).OfType<string>().Where(project => !projects.ContainsKey(project)).Union(mark.Unseen)];
            mark = next is null
                ? new() { Until = newest < startedAt - Overlap ? newest : startedAt - Overlap, Projects = lifecycles, Unseen = unseen }
                : mark with { Sweep = new() { Next = next, StartedAt = startedAt, Newest = newest, Projects = lifecycles }, Unseen = unseen };
            yield return (issues, mark);
            if (next is null)
            {
                yield break;
            }

            page = await PageAsync(next, cancellationToken);
        }
    }

    private async Task<SnykDocument<SnykIssue?[]>> PageAsync(string next, CancellationToken cancellationToken) =>
        (await session.Http.GetAsync(session.Address(next), "orgs/{org_id}/issues", SnykJson.Default.SnykDocumentSnykIssueArray, cancellationToken)).Content;

    private Fact? ToFact(SnykOrganization organization, IReadOnlyDictionary<string, SnykProject> projects, SnykIssue issue)
    {
        if (issue.ProjectId is not { } id || !projects.TryGetValue(id, out var project))
        {
            return null;
        }

        var page = session.Settings.Pages is { } pages && organization.Attributes?.Slug is { Length: > 0 } slug ? $"{pages}org/{slug}/project/{id}" : null;
        var fact = issue.ToFact(project, page);
        // What is open counts however old it is; what ended before the history began does not.
        var fixedAt = (fact as Vulnerability)?.FixedAt ?? (fact as CodeAlert)?.FixedAt;
        return fixedAt < session.Clock.GetUtcNow() - session.Settings.History ? null : fact;
    }

    private static string Lifecycles(IReadOnlyDictionary<string, SnykProject> projects)
    {
        var said = projects.Where(project => project.Value.Environment is not null).OrderBy(project => project.Key, StringComparer.Ordinal).Select(project => $"{project.Key}={project.Value.Environment}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said))), 0, 8);
    }
}
