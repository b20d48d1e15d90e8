using Cto.Connectors.Http;

namespace Cto.Connectors.Jira;

/// <summary>Whole histories of issues: a search on Cloud tells only the latest entries of long ones.</summary>
internal sealed class JiraHistories(JiraSession session)
{
    /// <summary>The issues with their histories, in their order.</summary>
    public IAsyncEnumerable<JiraTimeline> OfAsync(IEnumerable<JiraIssue> issues, CancellationToken cancellationToken) =>
        Ordered.SelectAsync(issues, JiraSession.Degree, OfAsync, cancellationToken);

    /// <summary>One issue with its history.</summary>
    public async Task<JiraTimeline> OfAsync(JiraIssue issue, CancellationToken cancellationToken)
    {
        JiraHistory[] told = [.. (issue.Changelog?.Histories ?? []).OfType<JiraHistory>()];
        var history = session.Site.IsCloud && (issue.Changelog is null || issue.Changelog.Total > told.Length) ? await AllAsync(issue.Id!, cancellationToken) : told;
        return new(issue, history, session.Site.Fields, session.Site.Statuses);
    }

    private async Task<IReadOnlyList<JiraHistory>> AllAsync(string issue, CancellationToken cancellationToken) => await session.PositionsAsync(
        async start =>
        {
            var page = await session.Api.ChangelogAsync(issue, start, JiraSession.PageSize, cancellationToken);
            return (page.Values, page.IsLast == true || start + page.Values?.Length >= page.Total);
        },
        entry => entry.Id);
}
