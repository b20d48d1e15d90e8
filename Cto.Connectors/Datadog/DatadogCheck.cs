using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>Tries a connection live: whether both keys are right, what is in reach and which rights are missing.</summary>
internal sealed class DatadogCheck(DatadogSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        await ValidateAsync(session, cancellationToken);
        var refused = new List<(string What, SourceException Why)>();
        var probes = Probes(session);
        await foreach (var (what, why) in Ordered.SelectAsync(probes, DatadogSession.Degree, TryAsync, cancellationToken))
        {
            if (why is not null)
            {
                refused.Add((what, why));
            }
        }

        if (refused.Count == probes.Length)
        {
            throw new SourceException(SourceFault.Unauthorized, "Datadog accepts the API key and refuses everything else: the application key is wrong, or it has no rights.")
            {
                Remedy = "Give an application key of the same organisation (Organization Settings → Application Keys), unscoped or with the scopes listed here.",
            };
        }

        var slos = refused.Exists(missing => missing.What.StartsWith("Service level", StringComparison.Ordinal)) ? null : await session.SlosAsync(cancellationToken);
        return new($"Connected to {session.Settings.BaseAddress.Host}: {(slos is null ? "no service level objectives" : slos.Count == 1 ? "1 service level objective" : $"{slos.Count} service level objectives")} in reach.")
        {
            Warnings = [.. refused.Select(missing => $"{missing.What} cannot be read, so the numbers made of them will have no data: {missing.Why.Message}")],
        };
    }

    private static async Task ValidateAsync(DatadogSession session, CancellationToken cancellationToken)
    {
        try
        {
            _ = (await session.Monitors.Api.ValidateAsync(cancellationToken)).Content.Valid is true ? true : throw Unknown(SourceFault.Unauthorized, null);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            // Datadog says so of a key that is none.
            throw Unknown(e.Fault, e);
        }

        SourceException Unknown(SourceFault fault, Exception? why) => new(fault, $"{session.Settings.BaseAddress.Host} does not know the API key.", why)
        {
            Remedy = "Check the key (Organization Settings → API Keys), and that the address is of your site: a key of datadoghq.eu is none on datadoghq.com.",
        };
    }

    private static (string What, Func<CancellationToken, Task> Ask)[] Probes(DatadogSession session)
    {
        var now = session.Clock.GetUtcNow();
        var anything = DatadogTimeseriesRequest.Of([DatadogExpression.Parse("avg:system.cpu.idle{*}")!], now.AddMinutes(-10), now, TimeSpan.FromMinutes(5));
        return
        [
            ("Service level objectives (slos_read)", token => session.Objectives.Api.SlosAsync(1, 0, token)),
            ("Monitors (monitors_read)", token => session.Monitors.Api.MonitorsAsync(false, 0, 1, token)),
            ("Hosts (hosts_read)", token => session.Hosts.Api.HostsAsync(0, 1, false, token)),
            ("Metrics (timeseries_query)", token => session.Timeseries.Api.TimeseriesAsync(anything, token)),
            .. session.Settings.ReadsIncidents ? [("Incidents (incident_read)", token => session.Incidents.Api.IncidentsAsync(1, 0, token))] : ((string, Func<CancellationToken, Task>)[])[],
        ];
    }

    private static async Task<(string What, SourceException? Why)> TryAsync((string What, Func<CancellationToken, Task> Ask) probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.Ask(cancellationToken);
            return (probe.What, null);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.Unauthorized or SourceFault.NotFound)
        {
            return (probe.What, e);
        }
    }
}
