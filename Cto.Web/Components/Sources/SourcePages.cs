using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Sources.SourceHealth;
using Cto.Web.Components.Boards;
using Cto.Web.Security.Access;

namespace Cto.Web.Components.Sources;

/// <summary>Brings the sources of a company with how they are doing.</summary>
internal sealed class SourcePages(IConnectorCatalog connectors, SourceStore store, SyncRuns runs, SourceHealthReader healths, IGrainFactory grains, BoardReader boards, TimeProvider clock)
{
    private const int RunsShown = 20;

    /// <summary>The vendor's name of a connector kind; pushed facts have none.</summary>
    public string Title(string kind) => connectors.Find(kind)?.Descriptor.Title ?? "Pushed over the API";

    /// <summary>All sources: what each is doing now, and how it has done.</summary>
    public async Task<SourcesView> AllAsync(Caller caller, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync(caller.TenantId, cancellationToken);
        var health = await HealthAsync(caller, [.. stored.Select(source => source.Id)]);
        var statuses = await Task.WhenAll(stored.Select(source => StatusAsync(caller, source)));
        var entries = health?.Sources.ToDictionary(entry => entry.Id) ?? [];
        return new(
            [.. statuses.Select(status => new SourceLine(status, connectors.Find(status.Connector)?.Descriptor, entries.GetValueOrDefault(status.Id)))],
            health?.Figures,
            await boards.DisplayAsync(caller, cancellationToken));
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
            Health = (await HealthAsync(caller, [id]))?.Sources.FirstOrDefault(entry => entry.Id == id),
            Connector = connector,
            Runs = await runs.LatestAsync(caller.TenantId, id, RunsShown, http.RequestAborted),
            WebhookAddress = connector is { WebhookEvents.Count: > 0 } ? $"{http.Request.Scheme}://{http.Request.Host}/webhooks/{id:D}" : null,
            Editable = caller.May(TokenScope.Write),
            Display = await boards.DisplayAsync(caller, http.RequestAborted),
        };
    }

    private Task<SourceHealthAnswer?> HealthAsync(Caller caller, IReadOnlyList<Guid> sources) => healths.ReadAsync(
        caller.TenantId, answer => ValueTask.FromResult(sources.Count > 0 && !sources.All(id => answer?.Sources.Any(known => known.Id == id) == true)));

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

    /// <summary>How it has done; <see langword="null"/> when that is not known.</summary>
    public required SourceHealthEntry? Health { get; init; }

    /// <summary>The latest syncs, the newest first.</summary>
    public required IReadOnlyList<SyncRun> Runs { get; init; }

    /// <summary>Where the vendor sends its webhooks; <see langword="null"/> where it has none.</summary>
    public required string? WebhookAddress { get; init; }
    public required bool Editable { get; init; }
    public required Format.DisplayContext Display { get; init; }

    public string Id => Status.Id.ToString("D");
}
