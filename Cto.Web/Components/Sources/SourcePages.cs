using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Web.Components.Boards;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Sources;

/// <summary>Brings the sources of a company with how they are doing.</summary>
internal sealed class SourcePages(IConnectorCatalog connectors, SourceStore store, SyncRuns runs, IGrainFactory grains, BoardReader boards, TimeProvider clock)
{
    private const int RunsShown = 20;

    /// <summary>The vendor's name of a connector kind; pushed facts have none.</summary>
    public string Title(string kind) => connectors.Find(kind)?.Descriptor.Title ?? "Pushed over the API";

    public async Task<IReadOnlyList<SourceStatus>> AllAsync(Caller caller, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync(caller.TenantId, cancellationToken);
        return await Task.WhenAll(stored.Select(source => StatusAsync(caller, source)));
    }

    /// <returns><see langword="null"/> when the company has no such source.</returns>
    public async Task<SourceView?> FindAsync(Caller caller, Guid id, HttpContext http)
    {
        if (await store.FindAsync(caller.TenantId, id, http.RequestAborted) is not { } stored)
        {
            return null;
        }

        var connector = connectors.Find(stored.Connector)?.Descriptor;
        return new()
        {
            Status = await StatusAsync(caller, stored),
            Connector = connector,
            Runs = await runs.LatestAsync(caller.TenantId, id, RunsShown, http.RequestAborted),
            WebhookAddress = connector is { WebhookEvents.Count: > 0 } ? $"{http.Request.Scheme}://{http.Request.Host}/webhooks/{id:D}" : null,
            Editable = caller.May(TokenScope.Write),
            Display = await boards.DisplayAsync(caller, http.RequestAborted),
        };
    }

    /// <summary>The grain knows the running sync; the store is enough where no connector stands behind it.</summary>
    private async Task<SourceStatus> StatusAsync(Caller caller, StoredSource stored) =>
        connectors.Find(stored.Connector) is null ? stored.ToStatus(clock.GetUtcNow()) : await grains.GetGrain<ISourceGrain>(new SourceKey(caller.TenantId, stored.Id).ToString()).Status() ?? stored.ToStatus(clock.GetUtcNow());
}

/// <summary>One source with all that its page shows.</summary>
public sealed record SourceView
{
    public required SourceStatus Status { get; init; }

    /// <summary><see langword="null"/> for pushed facts.</summary>
    public required ConnectorDescriptor? Connector { get; init; }

    /// <summary>The latest syncs, the newest first.</summary>
    public required IReadOnlyList<SyncRun> Runs { get; init; }

    /// <summary>Where the vendor sends its webhooks; <see langword="null"/> where it has none.</summary>
    public required string? WebhookAddress { get; init; }
    public required bool Editable { get; init; }
    public required Format.DisplayContext Display { get; init; }

    public string Id => Status.Id.ToString("D");
}
