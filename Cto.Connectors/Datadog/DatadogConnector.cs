using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>Datadog: how services keep their promises, and what they run on.</summary>
internal sealed class DatadogConnector(DatadogSessions sessions, DatadogCheck check) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => DatadogDescriptor.Descriptor;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var lists = new DatadogLists(session);
        var pages = stream switch
        {
            DatadogStreams.Slos => (await lists.SlosAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            DatadogStreams.Monitors => (await lists.MonitorsAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            DatadogStreams.Hosts => (await lists.HostsAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            DatadogStreams.Incidents => (await lists.IncidentsAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            DatadogStreams.Metrics => new DatadogMetricStream(session).PullAsync(cursor, cancellationToken),
            DatadogStreams.Samples => new DatadogSliStream(session).PullAsync(cursor, cancellationToken),
            _ => throw new ArgumentException($"Datadog has no stream '{stream}'.", nameof(stream)),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }
}
