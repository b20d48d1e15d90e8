using System.Runtime.CompilerServices;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>New Relic: service levels, alerts, and the applications and hosts that it watches.</summary>
internal sealed class NewRelicConnector(NewRelicSessions sessions, NewRelicCheck check) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => NewRelicDescriptor.Descriptor;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var pages = stream switch
        {
            NewRelicStreams.Entities => (await new NewRelicLists(session).EntitiesAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            NewRelicStreams.Slos => (await new NewRelicLists(session).SlosAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            NewRelicStreams.Alerts => new NewRelicAlertStream(session).PullAsync(cursor, cancellationToken),
            NewRelicStreams.Samples => new NewRelicSliStream(session).PullAsync(cursor, cancellationToken),
            _ => throw new ArgumentException($"New Relic has no stream '{stream}'.", nameof(stream)),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }
}
