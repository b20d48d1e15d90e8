using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>Opsgenie: alerts, incidents and who answers, until its end of life.</summary>
internal sealed class OpsgenieConnector(OpsgenieSessions sessions, OpsgenieCheck check) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => OpsgenieDescriptor.Descriptor;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var pages = stream switch
        {
            OpsgenieStreams.Directory => (await OpsgenieDirectory.ReadAsync(session, cursor, cancellationToken)).ToAsyncEnumerable(),
            OpsgenieStreams.Schedules => new OpsgenieScheduleStream(session).PullAsync(cursor, cancellationToken),
            OpsgenieStreams.Incidents => new OpsgenieIncidentStream(session).PullAsync(cursor, cancellationToken),
            OpsgenieStreams.Alerts => new OpsgenieAlertStream(session).PullAsync(cursor, cancellationToken),
            _ => throw new ArgumentException($"Opsgenie has no stream '{stream}'.", nameof(stream)),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }
}
