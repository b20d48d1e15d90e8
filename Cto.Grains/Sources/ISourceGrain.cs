using Cto.Domain;
using Cto.Domain.Sources;
using Orleans.Concurrency;

namespace Cto.Grains.Sources;

/// <summary>
/// One connected source: keeps it in step with its upstream by polling and by webhooks, one sync at a time, and says how it is doing.
/// Keyed by <see cref="SourceKey"/>. Every call is short; syncing and deleting go on after it.
/// </summary>
public interface ISourceGrain : IGrainWithStringKey
{
    /// <returns><see langword="null"/> when there is no such source, or it is being deleted.</returns>
    [AlwaysInterleave]
    Task<SourceStatus?> Status();

    /// <summary>Begins to look after a source that was just connected, with its first sync.</summary>
    Task Start();

    /// <summary>Syncs now, whatever the back-off; what upstream asked us to wait for is waited for.</summary>
    Task<SyncRequest> RequestSync();

    /// <summary>Stops a running sync after its current page; the next one comes with the next poll.</summary>
    Task Cancel();

    /// <summary>Stops syncing, also after a restart, until <see cref="Resume"/>.</summary>
    Task Pause();

    /// <summary>Goes on where it left off, at once.</summary>
    Task Resume();

    /// <summary>Takes up settings or credentials that were changed in the store, and tries them at once unless paused.</summary>
    Task Reload();

    /// <summary>Forgets the source and removes its facts; it is unseen from now on, also when the removal takes a while.</summary>
    Task Delete();

    /// <summary>Stores facts that an action brought.</summary>
    Task Keep(IReadOnlyList<Fact> facts);

    /// <summary>Takes one delivery to the source's webhook address; a repeated or late one is harmless.</summary>
    /// <returns>Rejected when the signature is wrong or the connector has no webhooks.</returns>
    Task<WebhookOutcome> Receive(WebhookDelivery delivery);
}

/// <summary>What becomes of a request to sync.</summary>
public enum SyncRequest
{
    Started,
    AlreadyRunning,

    /// <summary>It waits for upstream's limit and goes on by itself then.</summary>
    Throttled,
    Paused,
    NotFound,
}
