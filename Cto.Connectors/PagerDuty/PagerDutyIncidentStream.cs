using System.Runtime.CompilerServices;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>Incidents and their logs, window by window of time.</summary>
/// <remarks>
/// PagerDuty lists incidents by when they were created and tells of no later change; its log, which knows every change, is read beside it. An incident
/// that the log mentions and that began before the window is read anew with its whole log.
/// </remarks>
internal sealed class PagerDutyIncidentStream(PagerDutySession session)
{
    private const int PageSize = 1_000;

    private static readonly TimeSpan Widest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Narrowest = TimeSpan.FromMinutes(1);

    // Entries may show a moment after their time.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private PagerDutyPeople? _people;

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = PagerDutyCursor.Parse(cursor, session.Settings.Fingerprint);
        var now = session.Clock.GetUtcNow();
        var from = position.Until is { } until ? until - Overlap : now - session.Settings.History;
        var (start, width) = (from, Widest);
        while (from < now)
        {
            var end = from + width < now ? from + width : now;
            if (await ReadAsync(from, end, cancellationToken) is not { } window)
            {
                width = (end - from) / 2;
                continue;
            }

            // Past windows are complete; of the present one only what PagerDuty's clock has reached.
            position = position with { Until = session.TheirTime < end ? session.TheirTime : end, Warning = _people is null ? position.Warning : _people.Warning };
            var read = new FactPage
            {
                Facts = window.Facts,
                Cursor = position.ToString(),
                Progress = PullProgress.Until(end, start, now, $"incidents up to {end:yyyy-MM-dd}"),
                RateLimit = session.Http.Limit,
                Warnings = position.Warning is { } warning ? [warning, .. window.Warnings] : window.Warnings,
            };
            foreach (var page in read.Split(PageSize))
            {
                yield return page;
            }

            from = end;
            width = width * 2 < Widest ? width * 2 : Widest;
        }
    }

    /// <returns><see langword="null"/> when the window holds more than PagerDuty lets be paged through.</returns>
    private async Task<Window?> ReadAsync(DateTimeOffset from, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var (since, until) = (PagerDutySession.Time(from), PagerDutySession.Time(end));
        var (begun, allBegun) = await session.AllAsync<PagerDutyIncidentPage, PagerDutyIncident>(
            offset => session.Api.IncidentsAsync(since, until, "created_at:asc", null, null, PagerDutyApi.PageSize, offset, cancellationToken));
        var (entries, allEntries) = allBegun
            ? await session.AllAsync<PagerDutyLogEntryPage, PagerDutyLogEntry>(offset => session.Api.LogAsync(since, until, "channels", PagerDutyApi.PageSize, offset, cancellationToken))
            : ([], false);
        if (!(allBegun && allEntries) && end - from > Narrowest)
        {
            return null;
        }

        var log = entries.Where(entry => entry.Incident?.Id is not null).ToLookup(entry => entry.Incident!.Id!, StringComparer.Ordinal);
        var known = begun.Where(incident => incident.Id is not null).DistinctBy(incident => incident.Id).ToDictionary(incident => incident.Id!, StringComparer.Ordinal);
        if (_people is null && log.Count > 0)
        {
            _people = await PagerDutyPeople.ReadAsync(session, cancellationToken);
        }

        var facts = new List<Fact?>();
        foreach (var incident in known.Values)
        {
            facts.AddRange(Facts(incident.Id!, incident, [.. log[incident.Id!]]));
        }

        var earlier = log.Select(group => group.Key).Where(id => !known.ContainsKey(id));
        await foreach (var (id, incident, whole) in Ordered.SelectAsync(earlier, PagerDutySession.Degree, WholeAsync, cancellationToken))
        {
            facts.AddRange(Facts(id, incident, [.. whole.Concat(log[id]).DistinctBy(entry => entry.Id)]));
        }

        return new([.. facts.OfType<Fact>()], allEntries ? [] : [$"Of the minute from {since} PagerDuty shows the first {PagerDutyApi.Cap:N0} records only."]);
    }

    private IEnumerable<Fact?> Facts(string id, PagerDutyIncident? incident, IReadOnlyCollection<PagerDutyLogEntry> log) =>
        log.Select(entry => (Fact?)entry.ToFact(id, _people!)).Prepend(incident?.ToFact(session.Settings.Severities, log));

    private async Task<(string Id, PagerDutyIncident? Incident, IReadOnlyList<PagerDutyLogEntry> Log)> WholeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await session.IncidentAsync(id, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            // Merged into another or deleted since: what its log says still happened.
            return (id, null, []);
        }
    }

    private sealed record Window(IReadOnlyList<Fact> Facts, IReadOnlyList<string> Warnings);
}
