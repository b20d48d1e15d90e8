using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>Charges by month and scope: the latest month first; from then on the open months again.</summary>
internal static class CostStream
{
    private const int PageSize = 2_500;

    // Azure closes a month some days after its end.
    private const int BillOpenDays = 7;

    public static async IAsyncEnumerable<FactPage> PullAsync(AzureSession session, string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var of = $"{string.Join(',', session.Settings.BillingScopes)}|{session.Settings.Tag}|{session.Settings.History.Days}";
        var (cursor, now, today) = (CostCursor.Parse(text, of), session.Clock.GetUtcNow(), session.Today);
        if (cursor.Open is null)
        {
            if (cursor.ReadAt is { } last && now - last < session.Settings.Refresh)
            {
                yield break;
            }

            var from = cursor.ReadAt is { } read ? MonthOf(DateOnly.FromDateTime(read.UtcDateTime).AddDays(-BillOpenDays)) : today.AddDays(1 - session.Settings.History.Days);
            cursor = cursor with { BeganAt = now, Open = [.. Months(from, today).SelectMany(month => session.Settings.BillingScopes.Select(scope => new OpenMonth(scope, month > from ? month : from)))] };
        }

        var total = cursor.Open!.Length;
        var provisionalFrom = DateOnly.FromDateTime(now.UtcDateTime.AddDays(-2));
        while (cursor.Open is [var next, .. var rest])
        {
            var until = MonthOf(next.From).AddMonths(1) is var end && end > today ? today.AddDays(1) : end;
            var month = await CostMonth.ReadAsync(session, next.Scope, next.From, until, cancellationToken);
            var facts = month.Facts(provisionalFrom);
            var gone = cursor.ReadAt is { } before ? month.Gone(Max(next.From, DateOnly.FromDateTime(before.UtcDateTime).AddDays(-2)), until, facts) : [];
            cursor = rest.Length > 0 ? cursor with { Open = rest } : cursor with { Open = null, ReadAt = cursor.BeganAt };
            var progress = PullProgress.Of(total - rest.Length, total, $"charges of {next.From:yyyy-MM} of {next.Scope} ({total - rest.Length} of {total} months)");
            foreach (var page in new FactPage { Facts = facts, Withdrawn = gone, Cursor = $"{cursor}", Progress = progress }.Split(PageSize))
            {
                yield return page;
            }
        }
    }

    private static IEnumerable<DateOnly> Months(DateOnly from, DateOnly today)
    {
        for (var month = MonthOf(today); month >= MonthOf(from); month = month.AddMonths(-1))
        {
            yield return month;
        }
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>How far charges are read.</summary>
internal sealed record CostCursor
{
    public string Of { get; init; } = "";

    /// <summary>When the last complete reading began.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When the reading under way began.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>What is still to be read in it; <see langword="null"/> between readings.</summary>
    public OpenMonth[]? Open { get; init; }

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static CostCursor Parse(string? text, string of) =>
        JsonText.Read(text, CostCursorJson.Default.CostCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, CostCursorJson.Default.CostCursor);
}

/// <summary>A month, or the rest of one, that is still to be read.</summary>
internal sealed record OpenMonth(string Scope, DateOnly From);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CostCursor))]
internal sealed partial class CostCursorJson : JsonSerializerContext;
