using System.Runtime.CompilerServices;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>Incidents, from the earliest that may still change.</summary>
internal sealed class OpsgenieIncidentStream(OpsgenieSession session)
{
    private static readonly TimeSpan Widest = TimeSpan.FromDays(90);

    // What is over may be reopened or corrected for so long.
    private static readonly TimeSpan Unsettled = TimeSpan.FromDays(7);

    public async IAsyncEnumerable<FactPage> PullAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var position = OpsgenieCursor.Parse(cursor, session.Settings.Fingerprint);
        var from = position.Changed ?? now - session.Settings.History;
        var (start, earliest) = (from, now - Unsettled);
        OpsgenieNames? names = null;
        while (from < now)
        {
            var end = from + Widest < now ? from + Widest : now.AddMinutes(1);
            var (incidents, complete) = await session.AllAsync(
                session.Api.IncidentsAsync(OpsgenieAlertStream.Between("createdAt", from, end), "createdAt", "asc", OpsgenieSession.PageSize, 0, cancellationToken),
                "v1/incidents/", OpsgenieJson.Default.OpsgeniePageOpsgenieIncident, _ => false, cancellationToken);
            names ??= incidents.Count > 0 ? await OpsgenieNames.ReadAsync(session, cancellationToken) : null;
            var open = incidents.Where(incident => !incident.IsOver).Min(incident => incident.CreatedAt);
            earliest = open < earliest ? open.Value : earliest;
            from = end;
            yield return new()
            {
                Facts = [.. incidents.Select(incident => (Fact?)incident.ToFact(names!, session.Settings.Severities)).OfType<Fact>()],
                // A window is committed by the earliest incident before it that is still open.
                Cursor = (position with { Changed = earliest < end ? earliest : end }).ToString(),
                Progress = PullProgress.Until(end, start, now, $"incidents up to {end:yyyy-MM-dd}"),
                Warnings = [.. complete ? [] : (string[])[$"Opsgenie shows the first 20,000 incidents up to {end:yyyy-MM-dd} only."], .. end >= now ? names?.Warnings ?? [] : []],
            };
        }
    }
}
