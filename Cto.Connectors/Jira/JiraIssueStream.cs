using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Planning;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jira;

/// <summary>Epics and issues with their histories, and what their histories say of sprints: from the longest unchanged to the latest.</summary>
internal sealed class JiraIssueStream(JiraSession session)
{
    // A search lags behind writing by moments, and its times are cut to the minute.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly JiraHistories _histories = new(session);
    private readonly JiraSprintBook _sprints = new(session);
    private readonly Dictionary<string, string> _epics = new(StringComparer.Ordinal);

    private JiraFieldMap Fields => session.Site.Fields;

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = JiraIssueCursor.Parse(cursor, session.Settings.Fingerprint);
        var since = known is null ? session.Clock.GetUtcNow() - session.Settings.History : known.Until - Overlap;
        var clause = await session.ProjectClauseAsync(cancellationToken);
        var search = new JiraSearch(session, Fields.Wanted, withHistory: true);
        var total = known is null ? await search.CountAsync(clause, since, cancellationToken) : null;
        var (until, done) = (known?.Until ?? since, 0L);
        await foreach (var page in search.ChangedAsync(clause, since, cancellationToken))
        {
            var (facts, none) = await ReadAsync(page.Issues, known is null ? null : since, cancellationToken);
            until = page.Issues.Select(issue => issue.Fields!.Updated).Append(until).Max()!.Value;
            done += page.Issues.Count;
            yield return new()
            {
                Facts = facts,
                Withdrawn = none,
                Cursor = new JiraIssueCursor(session.Settings.Fingerprint, until).ToString(),
                Progress = PullProgress.Of(done, total ?? 0, page.Issues.Count > 0 ? $"issues after {page.Issues[^1].Key}" : "issues"),
                RateLimit = session.Http.Limit,
                Warnings = Warnings(),
            };
        }
    }

    private async Task<(List<Fact> Facts, List<FactKey> None)> ReadAsync(IReadOnlyList<JiraIssue> issues, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        List<JiraIssue> all = [.. issues, .. await FreedAsync(issues, since, cancellationToken)];
        var timelines = new List<JiraTimeline>(all.Count);
        await foreach (var timeline in _histories.OfAsync(all, cancellationToken))
        {
            timelines.Add(timeline);
        }

        await _sprints.LearnAsync(timelines, cancellationToken);
        var facts = new JiraIssueFacts(session.Site, session.Settings, session.Keys, _epics);
        await FindEpicsAsync(facts, all, cancellationToken);
        var (found, none) = (new List<Fact>(), new List<FactKey>());
        foreach (var (issue, timeline) in all.Zip(timelines))
        {
            if (facts.Of(issue, timeline) is not { } fact)
            {
                continue;
            }

            found.Add(fact);
            if (fact is WorkItem)
            {
                found.AddRange(facts.Changes(issue, timeline));
                var (lines, missing) = JiraSprintSnapshots.Of(issue, timeline, _sprints.Known, session.Keys);
                found.AddRange(lines);
                none.AddRange(missing);
            }
        }

        return (found, none);
    }

    // When a blocking issue is done, those that it blocked are free, and Jira does not count that as a change of theirs.
    private async Task<IReadOnlyList<JiraIssue>> FreedAsync(IReadOnlyList<JiraIssue> issues, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var moved = issues.Where(issue => since is not null && (issue.Changelog?.Histories ?? []).Any(entry => entry?.Created >= since && entry.Items?.Any(change => change is not null && JiraTimeline.IsStatus(change)) == true));
        string[] blocked =
        [
            .. moved.SelectMany(issue => issue.Fields!.Issuelinks ?? []).Where(link => link is { Blocks: true }).Select(link => link!.OutwardIssue?.Id).OfType<string>()
                .Where(id => id.All(char.IsAsciiDigit)).Except(issues.Select(issue => issue.Id!)).Take(JiraSession.PageSize),
        ];
        return blocked.Length == 0 ? [] : await FindAsync($"id in ({string.Join(", ", blocked)})", Fields.Wanted, withHistory: true, cancellationToken);
    }

    // Server's issues name their epic by its code; facts are named by ids.
    private async Task FindEpicsAsync(JiraIssueFacts facts, List<JiraIssue> issues, CancellationToken cancellationToken)
    {
        foreach (var epic in issues.Where(issue => issue.Key is not null && issue.Fields!.Issuetype?.IsEpic == true))
        {
            _epics[epic.Key!] = session.Keys.Issue(epic.Id!);
        }

        string[] unknown = [.. issues.Select(issue => facts.UnknownEpic(issue.Fields!)).OfType<string>().Distinct().Where(code => code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))];
        if (unknown.Length > 0 && !session.Site.IsCloud)
        {
            foreach (var epic in await FindAsync($"key in ({string.Join(", ", unknown)})", "issuetype", withHistory: false, cancellationToken))
            {
                _epics[epic.Key!] = session.Keys.Issue(epic.Id!);
            }
        }
    }

    private async Task<List<JiraIssue>> FindAsync(string jql, string fields, bool withHistory, CancellationToken cancellationToken)
    {
        var found = new List<JiraIssue>();
        await foreach (var page in new JiraSearch(session, fields, withHistory).FindAsync(jql, cancellationToken))
        {
            found.AddRange(page.Issues);
        }

        return found;
    }

    private List<string> Warnings()
    {
        var warnings = new List<string>();
        if (Fields.Sprint is null)
        {
            warnings.Add("This Jira has no sprint field, so nothing is known of sprints.");
        }

        if (Fields.Points.Count == 0)
        {
            warnings.Add("No field with story points was found, so every item counts as unestimated; name the field in the settings.");
        }

        if (_sprints.Gone > 0)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{_sprints.Gone} sprints that issues were in are deleted or out of reach: there is no snapshot of them."));
        }

        var lost = _sprints.Known.Values.Count(sprint => sprint.Standing is SprintState.Closed or SprintState.Active && sprint.BeganAt is null);
        if (lost > 0)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{lost} sprints have no start date in Jira: what was committed in them cannot be known."));
        }

        return warnings;
    }
}
