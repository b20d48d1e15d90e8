using System.Globalization;
using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>Alerts: the past by when they were created, window by window, and from then on by when they changed, newest first.</summary>
internal sealed class OpsgenieAlertStream(OpsgenieSession session)
{
    private const int PageSize = 1_000;

    private const string Crowded = "Of one minute Opsgenie shows the first 20,000 alerts only.";
    private const string Hasty = "More than 20,000 alerts changed within minutes, and Opsgenie shows no more: the others are read with the next sync.";

    private static readonly TimeSpan Widest = TimeSpan.FromDays(180);
    private static readonly TimeSpan Narrowest = TimeSpan.FromMinutes(1);

    // Opsgenie's search sees a change a moment after it happened.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var position = OpsgenieCursor.Parse(cursor, session.Settings.Fingerprint);
        // What changes while the past is read is found afterwards, by its change.
        position = position.Changed is null ? position with { Created = now - session.Settings.History, Changed = now } : position;
        // Whether every window since the beginning is read in this pull.
        var swept = position.Created is { } begin && begin <= now - session.Settings.History;
        var width = Widest;
        OpsgenieNames? names = null;
        while (true)
        {
            var (alerts, complete) = position.Created is { } from ? await CreatedAsync(from, End(from)) : await ChangedAsync(position.Changed!.Value - Overlap);
            if (!complete && position.Created is null && !swept)
            {
                // More changed than can be paged through: back to windows of creation, once.
                swept = true;
                position = position with { Created = now - session.Settings.History, Changed = now };
                continue;
            }

            if (!complete && position.Created is not null && width > Narrowest)
            {
                width /= 2;
                continue;
            }

            names ??= alerts.Count > 0 ? await OpsgenieNames.ReadAsync(session, cancellationToken) : null;
            var last = position.Created is null;
            position = position.Created is { } begun
                ? position with { Created = End(begun) < now ? End(begun) : null }
                : position with { Changed = complete ? alerts.Select(alert => alert.UpdatedAt).Append(position.Changed).Max() : position.Changed };
            var read = new FactPage
            {
                Facts = [.. alerts.Select(alert => (Fact?)alert.ToFact(names!)).OfType<Fact>()],
                Cursor = position.ToString(),
                Progress = position.Created is { } at ? PullProgress.Until(at, now - session.Settings.History, now, $"alerts from {at:yyyy-MM-dd}") : new("alerts that changed"),
                Warnings = [.. last ? names?.Warnings ?? [] : [], .. complete ? (string[])[] : [last ? Hasty : Crowded]],
            };
            foreach (var page in read.Split(PageSize))
            {
                yield return page;
            }

            if (last)
            {
                yield break;
            }

            width = width * 2 < Widest ? width * 2 : Widest;
        }

        DateTimeOffset End(DateTimeOffset start) => start + width < now ? start + width : now;

        Task<(List<OpsgenieAlert> Items, bool Complete)> CreatedAsync(DateTimeOffset start, DateTimeOffset end) => session.AllAsync(
            session.Api.AlertsAsync(Between("createdAt", start, end), "createdAt", "asc", OpsgenieSession.PageSize, 0, cancellationToken),
            "v2/alerts", OpsgenieJson.Default.OpsgeniePageOpsgenieAlert, _ => false, cancellationToken);

        async Task<(List<OpsgenieAlert> Items, bool Complete)> ChangedAsync(DateTimeOffset floor)
        {
            var (items, complete) = await session.AllAsync(
                session.Api.AlertsAsync(null, "updatedAt", "desc", OpsgenieSession.PageSize, 0, cancellationToken),
                "v2/alerts", OpsgenieJson.Default.OpsgeniePageOpsgenieAlert, page => page[^1].UpdatedAt < floor, cancellationToken);
            return ([.. items.Where(alert => !(alert.UpdatedAt < floor))], complete);
        }
    }

    /// <summary>A query for a span of time, in Opsgenie's search language.</summary>
    internal static string Between(string field, DateTimeOffset from, DateTimeOffset to) =>
        string.Create(CultureInfo.InvariantCulture, $"{field} >= {from.ToUnixTimeMilliseconds()} AND {field} < {to.ToUnixTimeMilliseconds()}");
}
