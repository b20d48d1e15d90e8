using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Sources.Sealing;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Endpoints.Sources.Actions;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Sources;

/// <summary>The connected sources of the caller's company.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/sources").WithTags("Sources");
        group.MapGet("", List).WithSummary("Every source: state, last success, lag, facts per stream, progress, limits, last fault.");
        group.MapGet("/{id:guid}", Find).WithSummary("One source.");
        group.MapActions();
        var changes = group.MapGroup("").RequireAuthorization(Policies.Write);
        changes.MapPost("", Connect).WithSummary("Connects a source after a live check of address and credentials; 422 says what is wrong.");
        changes.MapPatch("/{id:guid}", Change).WithSummary("Changes name, settings or credentials after a live check.");
        changes.MapPost("/{id:guid}/sync", Sync).WithSummary("Syncs now.");
        changes.MapPost("/{id:guid}/cancel", Cancel).WithSummary("Stops the running sync after its current page.");
        changes.MapPost("/{id:guid}/pause", Pause).WithSummary("Stops syncing until it is resumed.");
        changes.MapPost("/{id:guid}/resume", Resume).WithSummary("Goes on where it left off.");
        changes.MapDelete("/{id:guid}", Delete).WithSummary("Forgets the source and removes its facts.");
        group.MapPost("/reseal", Reseal).RequireAuthorization(Policies.Installation).WithSummary("Seals the credentials of every company with the active key; then keys before it can go.");
    }

    private static async Task<Ok<IReadOnlyList<SourceStatus>>> List(Caller caller, SourceStore sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok<IReadOnlyList<SourceStatus>>([.. (await sources.ListAsync(caller.TenantId, cancellationToken)).Select(source => source.ToStatus(now))]);
    }

    private static async Task<Ok<SourceStatus>> Find(Guid id, Caller caller, SourceConnecting sources, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.Ok((await sources.FindAsync(caller, id, cancellationToken)).ToStatus(clock.GetUtcNow()));

    private static async Task<Created<ConnectedSource>> Connect(NewSourceRequest request, Caller caller, SourceConnecting sources, CancellationToken cancellationToken)
    {
        var connected = await sources.ConnectAsync(caller, request, cancellationToken);
        return TypedResults.Created($"/api/v1/sources/{connected.Id:D}", connected);
    }

    private static async Task<Ok<SourceStatus>> Change(Guid id, SourceChange change, Caller caller, SourceConnecting sources, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sources.ChangeAsync(caller, id, change, cancellationToken));

    private static async Task<Accepted<SourceAnswer>> Sync(Guid id, Caller caller, SourceConnecting sources, CancellationToken cancellationToken)
    {
        await SyncedAsync(id, caller, sources, cancellationToken);
        return await sources.Grain(caller, id).RequestSync() switch
        {
            SyncRequest.Paused => throw new ProblemException(ProblemKind.Conflict, "The source is paused: resume it first."),
            SyncRequest.NotFound => throw new ProblemException(ProblemKind.NotFound, "There is no such source."),
            SyncRequest.AlreadyRunning => Answer(id, "alreadyRunning"),
            SyncRequest.Throttled => Answer(id, "throttled"),
            _ => Answer(id, "started"),
        };
    }

    private static async Task<Accepted<SourceAnswer>> Cancel(Guid id, Caller caller, SourceConnecting sources, CancellationToken cancellationToken)
    {
        await SyncedAsync(id, caller, sources, cancellationToken);
        await sources.Grain(caller, id).Cancel();
        return Answer(id, "cancelling");
    }

    private static async Task<Accepted<SourceAnswer>> Pause(Guid id, Caller caller, SourceConnecting sources, CancellationToken cancellationToken)
    {
        var source = await SyncedAsync(id, caller, sources, cancellationToken);
        await sources.Grain(caller, id).Pause();
        await sources.AuditAsync(caller, source, "source.paused", cancellationToken);
        return Answer(id, "paused");
    }

    private static async Task<Accepted<SourceAnswer>> Resume(Guid id, Caller caller, SourceConnecting sources, CancellationToken cancellationToken)
    {
        var source = await SyncedAsync(id, caller, sources, cancellationToken);
        await sources.Grain(caller, id).Resume();
        await sources.AuditAsync(caller, source, "source.resumed", cancellationToken);
        return Answer(id, "resumed");
    }

    private static async Task<Ok<ResealCount>> Reseal(CredentialResealer resealer, CancellationToken cancellationToken) => TypedResults.Ok(await resealer.RunAsync(cancellationToken));

    private static async Task<Accepted<SourceAnswer>> Delete(Guid id, Caller caller, SourceConnecting sources, CancellationToken cancellationToken)
    {
        var source = await sources.FindAsync(caller, id, cancellationToken);
        await sources.Grain(caller, id).Delete();
        await sources.AuditAsync(caller, source, "source.deleted", cancellationToken);
        return Answer(id, "deleting");
    }

    /// <summary>A source that syncs: all but the one that facts are pushed into.</summary>
    private static async Task<StoredSource> SyncedAsync(Guid id, Caller caller, SourceConnecting sources, CancellationToken cancellationToken) =>
        await sources.FindAsync(caller, id, cancellationToken) is var source && source.Connector != SourceConnecting.Push
            ? source
            : throw new ProblemException(ProblemKind.Conflict, "Facts are pushed into this source: there is nothing to sync.");

    private static Accepted<SourceAnswer> Answer(Guid id, string request) => TypedResults.Accepted($"/api/v1/sources/{id:D}", new SourceAnswer(id, request));
}
