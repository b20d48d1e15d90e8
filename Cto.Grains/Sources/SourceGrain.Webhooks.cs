using Cto.Domain;
using Cto.Domain.Sources;
using Cto.Insights.Facts;
using Cto.Insights.Sources;

namespace Cto.Grains.Sources;

// What upstream tells by itself.
internal sealed partial class SourceGrain
{
    /// <summary>Where facts are counted that no stream claims.</summary>
    private const string OtherStream = "webhooks";

    public async Task<WebhookOutcome> Receive(WebhookDelivery delivery)
    {
        if (_source is not { } source || Connector is not { Webhooks: { } receiver } connector)
        {
            return WebhookOutcome.Rejected("This source takes no webhooks.");
        }

        var outcome = receiver.Receive(await store.ConnectAsync(source, CancellationToken.None), delivery);
        if (outcome.Verdict != WebhookVerdict.Accepted || outcome.Reply is not null)
        {
            return outcome;
        }

        if (Condition.State == SourceState.Paused)
        {
            // Nothing is lost: the cursors stand where they stood, and the sync after Resume reads it.
            return WebhookOutcome.Ignored("The source is paused.");
        }

        await WriteAsync(source, connector, outcome.Facts);
        PullSoon(outcome.Refresh);
        return outcome;
    }

    public Task Keep(IReadOnlyList<Fact> facts) => _source is { } source && Connector is { } connector ? WriteAsync(source, connector, facts) : Task.CompletedTask;

    private async Task WriteAsync(StoredSource source, ISourceConnector connector, IReadOnlyList<Fact> facts)
    {
        foreach (var stream in facts.GroupBy(fact => StreamOf(connector, fact), StringComparer.Ordinal))
        {
            var page = new FactPage { Facts = [.. stream] };
            var written = await sync.WriteAsync(new FactWrite(source.TenantId, source.Id, stream.Key, page), source);
            Count(stream.Key, written);
            await news.TellAsync(source.TenantId, written.ChangedKinds, atOnce: true);
        }
    }

    private void Count(string stream, FactsWritten written)
    {
        if (_source is { } source)
        {
            _source = source.With(stream, known => known with { Facts = known.Facts + written.Inserted });
        }
    }

    /// <summary>Streams that the delivery told too little of; while a sync runs they come after it, and while we must wait they come with the rest.</summary>
    private void PullSoon(IReadOnlyList<string> streams)
    {
        if (streams.Count > 0 && _source is not null)
        {
            if (_sync is not null)
            {
                _again.UnionWith(streams);
            }
            else if (Condition.State == SourceState.Idle)
            {
                Begin(streams);
            }
        }
    }

    private static string StreamOf(ISourceConnector connector, Fact fact)
    {
        var kind = FactKinds.Of(fact);
        return connector.Descriptor.Streams.FirstOrDefault(stream => stream.FactKinds.Contains(kind))?.Name ?? OtherStream;
    }
}
