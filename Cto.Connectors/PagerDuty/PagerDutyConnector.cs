using System.Runtime.CompilerServices;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.PagerDuty;

/// <summary>PagerDuty: incidents and who answers for them.</summary>
internal sealed class PagerDutyConnector(PagerDutySessions sessions, PagerDutyCheck check, PagerDutyWebhooks webhooks, PagerDutyActions actions) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => PagerDutyDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public ISourceActions Actions => actions;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var pages = stream switch
        {
            PagerDutyStreams.People => (await new PagerDutyDirectory(session).PeopleAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            PagerDutyStreams.Services => (await new PagerDutyDirectory(session).ServicesAsync(cursor, cancellationToken)).ToAsyncEnumerable(),
            PagerDutyStreams.Schedules => new PagerDutyScheduleStream(session).PullAsync(cursor, cancellationToken),
            PagerDutyStreams.Incidents => new PagerDutyIncidentStream(session).PullAsync(cursor, cancellationToken),
            _ => throw new ArgumentException($"PagerDuty has no stream '{stream}'.", nameof(stream)),
        };
        await foreach (var page in pages)
        {
            yield return page;
        }
    }
}
