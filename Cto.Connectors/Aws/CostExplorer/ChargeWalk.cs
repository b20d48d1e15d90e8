using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>Walks through the slices of some days and reads those that changed, each to its end.</summary>
/// <param name="session">The source.</param>
/// <param name="start">The cursor at the start, with its sweep.</param>
/// <param name="outline">The slices.</param>
/// <param name="recent">Whether these days are read again and again: then marks are kept, and what is gone is withdrawn.</param>
internal sealed class ChargeWalk(AwsSession session, ChargeCursor start, ChargeOutline outline, bool recent)
{
    /// <summary>Facts in a page at most.</summary>
    private const int PageSize = 2_500;

    /// <summary>A difference that rounding explains.</summary>
    private const decimal Tolerance = 0.01m;

    private readonly DateOnly _provisionalFrom = DateOnly.FromDateTime(session.Clock.GetUtcNow().UtcDateTime.AddDays(-2));

    /// <summary>The pages, each with the cursor as it is once the page is committed.</summary>
    public async IAsyncEnumerable<(FactPage Facts, ChargeCursor Cursor)> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (cursor, done) = (start, 0);
        var slices = Slices();
        foreach (var slice in slices)
        {
            var progress = PullProgress.Of(done++, slices.Count, $"charges of {NameOf(slice) ?? slice.Account}{(slice.Region is null ? "" : $" in {slice.Region}")}");
            if (cursor.Sweep!.After is { } after && string.CompareOrdinal(slice.Name, after) <= 0)
            {
                continue;
            }

            var marks = recent ? ChargeMarks.Of(slice, outline.From, outline.Until, _provisionalFrom) : "";
            var changed = Days().Where(day => !Holds(slice, day, marks)).ToHashSet();
            var reader = new ChargeReader(slice, NameOf(slice), session.Settings.Tag, _provisionalFrom, start.Groups.GetValueOrDefault(slice.Name) ?? []);
            if (changed.Count == 0)
            {
                cursor = Past(cursor, slice, marks, reader.Groups);
                continue;
            }

            await foreach (var page in ReadAsync(slice, reader, changed, cancellationToken))
            {
                var last = page.Cursor is not null;
                cursor = last ? Past(cursor, slice, marks, reader.Groups) : cursor;
                yield return (page with { Cursor = last ? $"{cursor}" : null, Progress = progress }, cursor);
            }
        }

        cursor = End(cursor);
        yield return (new() { Facts = [], Cursor = $"{cursor}", Warnings = [.. Short(), .. Differs("The bill", outline.Gap)] }, cursor);
    }

    /// <summary>The pages of one slice; the last one has a cursor, whatever it says.</summary>
    private async IAsyncEnumerable<FactPage> ReadAsync(ChargeSlice slice, ChargeReader reader, HashSet<DateOnly> days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = new CostQuestion
        {
            TimePeriod = DateInterval.Of(outline.From, outline.Until),
            Filter = slice.Filter(outline.Types),
            GroupBy = [CostGrouping.By("SERVICE"), slice.Region is null ? CostGrouping.By("RECORD_TYPE") : CostGrouping.ByTag(session.Settings.Tag)],
        };
        var facts = new List<Fact>(PageSize);
        // Each question costs money: one about what the bill no longer has would be answered with nothing.
        await foreach (var answer in slice.Days.Count > 0 ? session.CostsAsync(question, cancellationToken) : AsyncEnumerable.Empty<CostAnswer>())
        {
            foreach (var charge in reader.Read(answer, days.Contains))
            {
                facts.Add(charge);
                if (facts.Count == PageSize)
                {
                    yield return new() { Facts = facts };
                    facts = new(PageSize);
                }
            }
        }

        var missing = slice.Days.Where(day => day.Key < _provisionalFrom).Sum(day => day.Value) - reader.Settled;
        yield return new()
        {
            Facts = facts,
            Cursor = "",
            // What was never read cannot be gone.
            Withdrawn = start.ReadAt is not null && recent ? reader.Gone(days) : [],
            Warnings = [.. Differs($"{NameOf(slice) ?? slice.Account}{(slice.Region is null ? "" : $" in {slice.Region}")}", missing)],
        };
    }

    /// <summary>The cursor once a slice is read, or was found unchanged.</summary>
    private ChargeCursor Past(ChargeCursor cursor, ChargeSlice slice, string marks, IReadOnlyList<string> groups)
    {
        var sweep = cursor.Sweep! with { After = slice.Name };
        return cursor with
        {
            Sweep = recent && slice.Days.Count > 0
                ? sweep with { Marks = new(sweep.Marks) { [slice.Name] = marks }, Groups = new(sweep.Groups) { [slice.Name] = groups } }
                : sweep,
        };
    }

    private ChargeCursor End(ChargeCursor cursor) => recent
        ? cursor with
        {
            Sweep = null,
            From = cursor.From is { } known && known < outline.From ? known : outline.From,
            ReadAt = cursor.Sweep!.BeganAt,
            MarkedFrom = outline.From,
            Marks = cursor.Sweep.Marks,
            Groups = cursor.Sweep.Groups,
        }
        : cursor with { Sweep = null, From = outline.From, Exhausted = outline.From > cursor.Sweep!.From };

    /// <summary>The slices in their order; among them, empty, those that were there before and have left the bill.</summary>
    private IReadOnlyCollection<ChargeSlice> Slices() => !recent
        ? outline.Slices
        : [.. outline.Slices.Concat(start.Marks.Keys.Except(outline.Slices.Select(slice => slice.Name)).Select(ChargeSlice.Parse)).OrderBy(slice => slice.Name, StringComparer.Ordinal)];

    private bool Holds(ChargeSlice slice, DateOnly day, string marks) =>
        recent && ChargeMarks.Holds(day, start.Marks.GetValueOrDefault(slice.Name), start.MarkedFrom, marks, outline.From);

    private IEnumerable<DateOnly> Days() => Enumerable.Range(0, outline.Until.DayNumber - outline.From.DayNumber).Select(outline.From.AddDays);

    private string? NameOf(ChargeSlice slice) => session.Settings.NameOf(slice.Account) ?? outline.NameOf(slice.Account);

    private IEnumerable<string> Short() =>
        outline.From > start.Sweep!.From ? [string.Create(CultureInfo.InvariantCulture, $"AWS keeps charges by the day from {outline.From:d MMMM yyyy} on; there is no data before.")] : [];

    private IEnumerable<string> Differs(string what, decimal gap) => Math.Abs(gap) <= Tolerance
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{what} from {outline.From:d MMMM yyyy} on: AWS' parts add up to {Math.Abs(gap):0.00} {(gap > 0 ? "less" : "more")} than its total.")];
}
