using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>The lists that are read whole: objectives, monitors, hosts and incidents.</summary>
internal sealed class DatadogLists(DatadogSession session)
{
    private string Of => session.Settings.BaseAddress.Authority;

    public async Task<IEnumerable<FactPage>> SlosAsync(string? cursor, CancellationToken cancellationToken)
    {
        var slos = await session.SlosAsync(cancellationToken);
        var (facts, unread) = (new List<Fact>(), 0);
        foreach (var slo in slos.DistinctBy(slo => slo.Id))
        {
            var fact = slo.ToFact();
            unread += fact is null ? 1 : 0;
            facts.AddRange(fact is null ? [] : [fact]);
        }

        var pages = WholeList.Pages(facts, cursor, Of, "service level objectives", session.Objectives.Http.Limit, []);
        return unread == 0 ? pages : pages.Append(new()
        {
            Facts = [],
            Warnings = [$"{unread} service level objectives are left out: they promise nothing over 7, 30 or 90 days, and Datadog does not tell how long a custom window is."],
        });
    }

    public async Task<IEnumerable<FactPage>> MonitorsAsync(string? cursor, CancellationToken cancellationToken)
    {
        var routes = session.Monitors;
        var monitors = await session.AllAsync<DatadogMonitor>(
            DatadogSession.PageSize,
            async read => ((await routes.Api.MonitorsAsync(true, read / DatadogSession.PageSize, DatadogSession.PageSize, cancellationToken)).Content, null),
            monitor => $"{monitor.Id}");
        return WholeList.Pages(monitors.Select(monitor => monitor.ToFact(session.Settings.Keys, session.Pages)), cursor, Of, "monitors", routes.Http.Limit, []);
    }

    public async Task<IEnumerable<FactPage>> HostsAsync(string? cursor, CancellationToken cancellationToken)
    {
        var routes = session.Hosts;
        var hosts = await session.AllAsync<DatadogHost>(
            DatadogSession.PageSize,
            async read => (await routes.Api.HostsAsync(read, DatadogSession.PageSize, false, cancellationToken)).Content is var page ? (page.HostList ?? [], page.TotalMatching) : default,
            host => host.Name);
        return WholeList.Pages(hosts.Select(host => host.ToFact(session.Settings.Keys)), cursor, Of, "hosts", routes.Http.Limit, []);
    }

    public async Task<IEnumerable<FactPage>> IncidentsAsync(string? cursor, CancellationToken cancellationToken)
    {
        if (!session.Settings.ReadsIncidents)
        {
            return [];
        }

        var routes = session.Incidents;
        try
        {
            var incidents = await session.AllAsync<DatadogIncident>(
                DatadogSession.IncidentPageSize,
                async read => ((await routes.Api.IncidentsAsync(DatadogSession.IncidentPageSize, read, cancellationToken)).Content.Data ?? [], null),
                incident => incident.Id);
            return WholeList.Pages(incidents.Select(incident => incident.ToFact(session.Settings.Severities, session.Pages)), cursor, Of, "incidents", routes.Http.Limit, []);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            // Incident management is bought apart; who has not bought it has nothing to read.
            return [new() { Facts = [], Warnings = [$"Datadog's incidents cannot be read: {e.Message}"] }];
        }
    }
}
