using Cto.Domain.Sources;
using Orleans.Concurrency;

namespace Cto.Grains.Sources;

/// <summary>
/// One connected source: keeps it in step with its upstream by polling and by webhooks, one sync at a time, and says how it is doing.
/// Keyed by <see cref="SourceKey"/>. Every call is short; syncing and deleting go on after it.
/// </summary>
[Alias("cto.ISourceGrain")]
public interface ISourceGrain : IGrainWithStringKey
{
    /// <returns><see langword="null"/> when there is no such source, or it is being deleted.</returns>
    [AlwaysInterleave, ReadOnly, Alias("Status")]
    Task<SourceStatus?> Status();

    /// <summary>Looks whether anything is to be done now: a sync that is due, one whose node ended in the middle, or a removal.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>Begins to look after a source that was just connected, with its first sync.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Syncs now, whatever the back-off; what upstream asked us to wait for is waited for.</summary>
    [Alias("RequestSync")]
    Task<SyncRequest> RequestSync();

    /// <summary>Stops a running sync after its current page; the next one comes with the next poll.</summary>
    [Alias("Cancel")]
    Task Cancel();

    /// <summary>Stops syncing, also after a restart, until <see cref="Resume"/>.</summary>
    [Alias("Pause")]
    Task Pause();

    /// <summary>Goes on where it left off, at once.</summary>
    [Alias("Resume")]
    Task Resume();

    /// <summary>Takes up settings or credentials that were changed in the store, and tries them at once unless paused.</summary>
    [Alias("Reload")]
    Task Reload();

    /// <summary>Forgets the source and removes its facts; it is unseen from now on, also when the removal takes a while.</summary>
    [Alias("Delete")]
    Task Delete();

    /// <summary>Takes note of facts that an action brought; they are in the store.</summary>
    [Alias("Kept")]
    Task Kept(string stream, long inserted);

    /// <summary>Takes one delivery to the source's webhook address; a repeated or late one is harmless.</summary>
    /// <returns>Rejected when the signature is wrong or the connector has no webhooks.</returns>
    [Alias("Receive")]
    Task<WebhookReceipt> Receive(WebhookMessage delivery);
}

/// <summary>What becomes of a request to sync.</summary>
[GenerateSerializer, Alias("cto.sync-request")]
public enum SyncRequest
{
    Started,
    AlreadyRunning,

    /// <summary>It waits for upstream's limit and goes on by itself then.</summary>
    Throttled,
    Paused,
    NotFound,
}
