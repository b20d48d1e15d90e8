using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>Charges by day: the whole history once, the latest day first, and from then on the days of which something was exported since.</summary>
internal static class BillingStream
{
    /// <summary>Exports arrive late, and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    // An invoice is final a few days after its month; older days are not looked at again.
    private const int MonthsOpen = 1;

    public static async IAsyncEnumerable<FactPage> PullAsync(GoogleCloudSession session, string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var of = $"{session.Settings.ExportTable}|{session.Settings.LabelKey}|{session.Settings.History.Days}";
        var (cursor, now) = (BillingCursor.Parse(text, of), session.Clock.GetUtcNow());
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (cursor.Sweep is null)
        {
            if (cursor.ReadAt is { } last && now - last < session.Settings.Refresh)
            {
                yield break;
            }

            var open = cursor.ReadAt is { } read ? DateOnly.FromDateTime(read.UtcDateTime).AddMonths(-MonthsOpen) : today.AddDays(1 - session.Settings.History.Days);
            cursor = cursor with { Sweep = new(cursor.ReadAt is null ? open : new(open.Year, open.Month, 1), today.AddDays(1), now, cursor.ReadAt - Overlap) };
        }

        var (sweep, done) = (cursor.Sweep!, 0L);
        var provisionalFrom = DateOnly.FromDateTime(now.UtcDateTime.AddDays(-2));
        await foreach (var page in new BillingQuery(session).RunAsync(sweep.From, sweep.Until, sweep.Since, cancellationToken))
        {
            done += page.Rows.Count;
            // The day that the page ends in may go on in the next: it is read anew if we are killed here.
            sweep = page.Rows is [.., var end] ? sweep with { Until = end.Day.AddDays(1) } : sweep;
            cursor = page.Last ? cursor with { Sweep = null, ReadAt = sweep.BeganAt } : cursor with { Sweep = sweep };
            yield return new()
            {
                Facts = [.. page.Rows.SelectMany(row => row.ToFacts(provisionalFrom)).Cast<Fact>()],
                Cursor = $"{cursor}",
                Cost = page.Cost,
                Progress = PullProgress.Of(done, page.Total ?? 0, "charges"),
            };
        }
    }
}

/// <summary>How far the export is read.</summary>
internal sealed record BillingCursor
{
    public string Of { get; init; } = "";

    /// <summary>When the last complete reading began.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The reading under way; <see langword="null"/> between readings.</summary>
    public BillingSweep? Sweep { get; init; }

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static BillingCursor Parse(string? text, string of) =>
        JsonText.Read(text, BillingCursorJson.Default.BillingCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, BillingCursorJson.Default.BillingCursor);
}

/// <param name="From">The first day.</param>
/// <param name="Until">Days from here on are committed.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="Since">Only days of which something was exported since; <see langword="null"/> = all.</param>
internal sealed record BillingSweep(DateOnly From, DateOnly Until, DateTimeOffset BeganAt, DateTimeOffset? Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BillingCursor))]
internal sealed partial class BillingCursorJson : JsonSerializerContext;
