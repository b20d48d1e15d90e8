using System.Runtime.CompilerServices;
using Cto.Connectors.Http;

namespace Cto.Connectors.Jira;

/// <summary>Reads issues by queries, in the ways of Cloud (tokens) and Server (positions).</summary>
internal sealed class JiraSearch(JiraSession session, string fields, bool withHistory)
{
    private string? Expand => withHistory ? "changelog" : null;

    /// <summary>Everything that changed since an instant, the longest unchanged first: whatever changes meanwhile moves to the end, where it comes again.</summary>
    /// <param name="clause">What else must hold; <see langword="null"/> = nothing.</param>
    /// <param name="since">Included.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    public async IAsyncEnumerable<JiraPage> ChangedAsync(string? clause, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (session.Site.IsCloud)
        {
            await foreach (var page in FindAsync(Changed(clause, since), cancellationToken))
            {
                yield return page;
            }

            yield break;
        }

        // Positions shift when an issue leaves its place, so that the one behind would be passed over: each page asks anew from the last instant of the one before.
        var order = new PageOrder(session.Http.Pages());
        for (var start = 0; ;)
        {
            var page = await AtAsync(Changed(clause, since), start, cancellationToken);
            yield return page;
            if (page.Issues.Count == 0 || start + page.Issues.Count >= page.Total)
            {
                yield break;
            }

            order.GoOn(page);
            var last = page.Issues[^1].Fields?.Updated;
            (since, start) = last is { } reached && Minute(reached) > Minute(since) ? (reached, 0) : (since, start + page.Issues.Count);
        }
    }

    /// <summary>Every issue that a query finds, in Jira's order.</summary>
    public async IAsyncEnumerable<JiraPage> FindAsync(string jql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!session.Site.IsCloud)
        {
            var order = new PageOrder(session.Http.Pages());
            for (var start = 0; ;)
            {
                var page = await AtAsync(jql, start, cancellationToken);
                yield return page;
                start += page.Issues.Count;
                if (page.Issues.Count == 0 || start >= page.Total)
                {
                    yield break;
                }

                order.GoOn(page);
            }
        }

        var paging = session.Http.Pages();
        for (string? token = null; ;)
        {
            var answer = JiraSession.Sure(await session.Api.SearchAsync(jql, fields, Expand, JiraSession.PageSize, token, cancellationToken));
            yield return JiraPage.Of(answer);
            if (answer.IsLast == true || (token = paging.NextToken(answer.NextPageToken)) is null)
            {
                yield break;
            }
        }
    }

    /// <summary>How many issues changed since an instant, roughly; <see langword="null"/> when Jira does not tell before.</summary>
    public async Task<int?> CountAsync(string? clause, DateTimeOffset since, CancellationToken cancellationToken) =>
        session.Site.IsCloud ? (await session.Api.CountAsync(new(Condition(clause, since)), cancellationToken)).Count : null;

    private async Task<JiraPage> AtAsync(string jql, int start, CancellationToken cancellationToken) => JiraPage.Of(JiraSession.Sure(
        await session.ServerApi.SearchAsync(jql, fields, Expand, start, JiraSession.PageSize, validateQuery: withHistory, cancellationToken)));

    private string Changed(string? clause, DateTimeOffset since) => $"{Condition(clause, since)} ORDER BY updated ASC";

    private string Condition(string? clause, DateTimeOffset since) =>
        $"{(clause is null ? "" : $"{clause} AND ")}updated >= \"{JiraQueryTime.Literal(since, session.Site.Zone)}\"";

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>Refuses to go on from a page that says what the one before said.</summary>
    private sealed class PageOrder(Paging paging)
    {
        private HashSet<string> _before = [];

        public void GoOn(JiraPage page)
        {
            HashSet<string> ids = [.. page.Issues.Select(issue => issue.Id!)];
            paging.Distinct(_before, ids);
            _before = ids;
        }
    }
}

/// <summary>One page of issues.</summary>
/// <param name="Issues">Those that have an id and fields.</param>
/// <param name="Total">Issues that the query has; <see langword="null"/> where Jira does not tell.</param>
internal sealed record JiraPage(IReadOnlyList<JiraIssue> Issues, int? Total)
{
    public static JiraPage Of(JiraIssues answer) => new([.. (answer.Issues ?? []).Where(issue => issue is { Id.Length: > 0, Fields: not null })!], answer.Total);
}
