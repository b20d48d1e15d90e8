using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Reliability;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>The samples of every indicator of an account at once, day by day.</summary>
internal sealed class NewRelicSliStream(NewRelicSession session)
{
    private const int PageSize = 4_000;

    // A page is committed once so many answers went into it, however little they held: what a fault loses is asked for again.
    private const int Answers = 25;

    // NRQL draws up to 366 spans; a day of five minutes has 288.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = NewRelicCursor.Parse(cursor, $"{session.Settings.BaseAddress.Authority}|{session.Settings.SliHistory.Days}");
        var accounts = await session.AccountsAsync(cancellationToken);
        var windows = accounts.SelectMany(account => Windows(account, position)).ToList();
        var (facts, number, kept) = (new List<Fact>(), 0, 0);
        await foreach (var (window, rows) in Ordered.SelectAsync(windows, NewRelicSession.Degree, ReadAsync, cancellationToken))
        {
            number++;
            facts.AddRange(rows.Select(row => ToSample(row, window.To)).OfType<Fact>());
            position.Until[window.Account] = window.To.ToUnixTimeSeconds();
            if (facts.Count < PageSize / 2 && number - kept < Answers && number < windows.Count)
            {
                continue;
            }

            kept = number;
            var read = new FactPage
            {
                Facts = facts,
                Cursor = position.ToString(),
                Progress = PullProgress.Of(number, windows.Count, $"samples of {window.From:yyyy-MM-dd} ({number} of {windows.Count} days)"),
                Warnings = number == windows.Count ? session.Warnings : [],
            };
            foreach (var page in read.Split(PageSize))
            {
                yield return page;
            }

            facts = [];
        }

        async Task<(Window Window, IReadOnlyList<NewRelicRow> Rows)> ReadAsync(Window window, CancellationToken token) => (window, await session.RowsAsync(
            window.Account,
            string.Create(CultureInfo.InvariantCulture, $"""
                SELECT sum(newrelic.sli.good) AS 'good', sum(newrelic.sli.bad) AS 'bad', sum(newrelic.sli.valid) AS 'valid' FROM Metric
                WHERE sli.guid IS NOT NULL FACET sli.guid LIMIT MAX SINCE {window.From.ToUnixTimeMilliseconds()} UNTIL {window.To.ToUnixTimeMilliseconds()} TIMESERIES 5 minutes
                """),
            token));
    }

    private IEnumerable<Window> Windows(int account, NewRelicCursor position)
    {
        var now = Floor(session.Clock.GetUtcNow());
        var from = position.Until.TryGetValue(account, out var until) ? DateTimeOffset.FromUnixTimeSeconds(until) - Settling : Floor(now - session.Settings.SliHistory);
        for (; from < now; from += Day)
        {
            yield return new(account, from, from + Day < now ? from + Day : now);
        }
    }

    // An indicator counts good events or bad ones, never both.
    private static SliSample? ToSample(NewRelicRow row, DateTimeOffset to)
    {
        if (row is not { Facet.Length: > 0, BeginTimeSeconds: > 0 and { } begin, Valid: { } valid } || begin + (long)Span.TotalSeconds > to.ToUnixTimeSeconds())
        {
            return null;
        }

        var slo = NewRelicEntity.KeyOf(row.Facet);
        return new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{slo}/{begin}"),
            Slo = slo,
            At = DateTimeOffset.FromUnixTimeSeconds(begin),
            Seconds = row.EndTimeSeconds > begin ? (int)(row.EndTimeSeconds.Value - begin) : (int)Span.TotalSeconds,
            Good = row.Good is > 0 and { } good ? good : row.Bad is { } bad ? Math.Max(valid - bad, 0) : row.Good ?? 0,
            Total = valid,
        };
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Span.Ticks), TimeSpan.Zero);

    private sealed record Window(int Account, DateTimeOffset From, DateTimeOffset To);
}
