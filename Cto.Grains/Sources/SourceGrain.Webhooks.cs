using Cto.Domain.Sources;

namespace Cto.Grains.Sources;

// What upstream tells by itself.
internal sealed partial class SourceGrain
{
    public async Task<WebhookReceipt> Receive(WebhookMessage delivery) => WebhookReceipt.Of(await ReceiveAsync(delivery.ToDelivery()));

    public Task Kept(string stream, long inserted)
    {
        Count(stream, inserted);
        return Task.CompletedTask;
    }

    private async Task<WebhookOutcome> ReceiveAsync(WebhookDelivery delivery)
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

        foreach (var (stream, written) in await facts.WriteAsync(source, connector, outcome.Facts))
        {
            Count(stream, written.Inserted);
        }

        PullSoon(outcome.Refresh);
        return outcome;
    }

    private void Count(string stream, long inserted)
    {
        if (_source is { } source)
        {
            _source = source.With(stream, known => known with { Facts = known.Facts + inserted });
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
}
