using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>Charges by day, account, region, service and tag: first the recent days, then the history, and from then on what changed.</summary>
internal sealed class ChargeStream(AwsSession session)
{
    // AWS restates a month's bill in the first days of the next one.
    private const int BillOpenDays = 10;

    // What AWS keeps by the day: the current month and 13 more.
    private const int MonthsKept = 13;

    private readonly string _of = $"{session.Settings.CostExplorer.Authority}|{session.Settings.Tag}|{session.Settings.HistoryInDays}";

    public async IAsyncEnumerable<FactPage> PullAsync(string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = ChargeCursor.Parse(text, _of);
        while ((cursor.Sweep ?? Next(cursor)) is { } sweep)
        {
            cursor = cursor with { Sweep = sweep };
            var recent = cursor.From is not { } committed || sweep.Until > committed;
            var outline = recent ? await ChargeOutline.ReadAsync(session, sweep.From, sweep.Until, cancellationToken) : await KeptAsync(sweep, cancellationToken);
            if (outline is null)
            {
                cursor = cursor with { Sweep = null, Exhausted = true };
                yield return new() { Facts = [], Cursor = $"{cursor}" };
                continue;
            }

            await foreach (var page in new ChargeWalk(session, cursor, outline, recent).RunAsync(cancellationToken))
            {
                yield return page.Facts;
                cursor = page.Cursor;
            }
        }
    }

    /// <summary>The days to read next; <see langword="null"/> when everything is read and recent enough.</summary>
    private ChargeSweep? Next(ChargeCursor cursor)
    {
        var (now, today) = (session.Clock.GetUtcNow(), session.Today);
        var start = today.AddDays(1 - session.Settings.HistoryInDays);
        if (cursor.ReadAt is not { } last || now - last >= session.Settings.Refresh)
        {
            var open = OpenFrom(today);
            var from = cursor.ReadAt is { } before && OpenFrom(DateOnly.FromDateTime(before.UtcDateTime)) is var earlier && earlier < open ? earlier : open;
            return new(from > start ? from : start, today.AddDays(1), now);
        }

        return cursor is { From: { } committed, Exhausted: false } && committed > start ? new(start, committed, now) : null;
    }

    /// <summary>The outline of days long past, or of those that AWS still keeps; <see langword="null"/> when it keeps none of them.</summary>
    private async Task<ChargeOutline?> KeptAsync(ChargeSweep sweep, CancellationToken cancellationToken)
    {
        try
        {
            return await ChargeOutline.ReadAsync(session, sweep.From, sweep.Until, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            var kept = MonthOf(session.Today.AddMonths(-MonthsKept));
            return kept > sweep.From && kept < sweep.Until ? await ChargeOutline.ReadAsync(session, kept, sweep.Until, cancellationToken) : null;
        }
    }

    private static DateOnly OpenFrom(DateOnly today) => MonthOf(today.AddDays(-BillOpenDays));

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
