using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>Issues as alerts, from the events that New Relic keeps of each change of theirs.</summary>
internal sealed class NewRelicAlertStream(NewRelicSession session)
{
    // LIMIT MAX.
    private const int Cap = 5_000;

    private static readonly TimeSpan Widest = TimeSpan.FromDays(7);
    private static readonly TimeSpan Narrowest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = NewRelicCursor.Parse(cursor, $"{session.Settings.BaseAddress.Authority}|{session.Settings.AlertHistory.Days}");
        var now = session.Clock.GetUtcNow();
        foreach (var account in await session.AccountsAsync(cancellationToken))
        {
            var from = position.Until.TryGetValue(account, out var until) ? DateTimeOffset.FromUnixTimeSeconds(until) - Overlap : now - session.Settings.AlertHistory;
            var (start, width) = (from, Widest);
            while (from < now)
            {
                var end = from + width < now ? from + width : now;
                var rows = await session.RowsAsync(account, Query(from, end), cancellationToken);
                if (rows.Count >= Cap && end - from > Narrowest)
                {
                    width = (end - from) / 2;
                    continue;
                }

                position.Until[account] = end.ToUnixTimeSeconds();
                IReadOnlyList<Alert> alerts = [.. rows.Where(row => row.IssueId is { Length: > 0 }).GroupBy(row => row.IssueId!, StringComparer.Ordinal).Select(ToFact).OfType<Alert>()];
                yield return new()
                {
                    Facts = alerts,
                    Cursor = position.ToString(),
                    Progress = PullProgress.Until(end, start, now, $"alerts up to {end:yyyy-MM-dd}"),
                    Warnings = rows.Count >= Cap ? [$"Of the minute from {from:u} New Relic shows the first {Cap:N0} events only."] : end < now ? [] : session.Warnings,
                };
                from = end;
                width = width * 2 < Widest ? width * 2 : Widest;
            }
        }
    }

    private static string Query(DateTimeOffset from, DateTimeOffset end) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT timestamp, issueId, event, title, priority, entitiesData.names AS 'entities', policyNames AS 'policies', issueLink, acknowledgedBy, createTime, acknowledgeTime, closeTime
        FROM NrAiIssue LIMIT MAX SINCE {from.ToUnixTimeMilliseconds()} UNTIL {end.ToUnixTimeMilliseconds()}
        """);

    /// <summary>An issue by all its events of a span: the last says where it stands, any may say when it was taken.</summary>
    private static Alert? ToFact(IGrouping<string, NewRelicRow> issue)
    {
        var last = issue.MaxBy(row => row.Timestamp)!;
        if (NewRelicTime.Of(issue.Min(row => row.CreateTime) ?? issue.Min(row => row.Timestamp)) is not { } started)
        {
            return null;
        }

        var (acknowledged, closed) = (NewRelicTime.Of(issue.Min(row => row.AcknowledgeTime)), NewRelicTime.Of(last.CloseTime));
        return new()
        {
            Key = NewRelicEntity.KeyOf(issue.Key),
            ChangedAt = NewRelicTime.Of(last.Timestamp),
            Url = last.IssueLink,
            Title = First(last.Title) ?? "",
            Service = First(last.Entities),
            Priority = last.Priority,
            Status = last.Event == "close" || closed is not null ? AlertStatus.Closed : acknowledged is not null ? AlertStatus.Acknowledged : AlertStatus.Open,
            Origin = First(last.Policies),
            Assignee = last.AcknowledgedBy,
            StartedAt = started,
            AcknowledgedAt = acknowledged,
            ClosedAt = closed ?? (last.Event == "close" ? NewRelicTime.Of(last.Timestamp) : null),
        };
    }

    // Lists come as text: "[checkout, payments]".
    private static string? First(string? text) =>
        text?.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first.Trim('"', '\'') : null;
}
