using Cto.Domain.Sources;
using Cto.Grains.Sources;
using Cto.Insights.Sources.Actions;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints.Sources.Actions;

/// <summary>What is done in upstream systems, each once.</summary>
internal static class ActionEndpoints
{
    /// <summary>A ticket with pictures.</summary>
    private const int BodyLimit = 20 * 1024 * 1024;

    private const int Shown = 50;

    public static void MapActions(this RouteGroupBuilder sources)
    {
        var group = sources.MapGroup("/{id:guid}/actions");
        group.MapGet("", List).WithSummary("The latest actions on the source and what came of them, and the actions that it knows.");
        group.MapGet("/{actionId:guid}", Find).WithSummary("What came of one action.");
        group.MapPost("", Act).RequireAuthorization(Policies.Write).WithMetadata(new RequestSizeLimitAttribute(BodyLimit))
            .WithSummary("Does something upstream, once however often it is sent under one id; 'unknown' says that nobody can tell whether it was done.");
    }

    private static async Task<Ok<ActionList>> List(Guid id, Caller caller, SourceConnecting sources, ActionStore actions, IConnectorCatalog connectors, CancellationToken cancellationToken)
    {
        var source = await sources.FindAsync(caller, id, cancellationToken);
        var known = connectors.Find(source.Connector)?.Actions?.Known ?? [];
        return TypedResults.Ok(new ActionList(
            [.. known.Select(action => new KnownAction(ActionNames.Of(action.Type), action.Title, action.Scopes))], await actions.LatestAsync(caller.TenantId, id, Shown, cancellationToken)));
    }

    private static async Task<Ok<StoredAction>> Find(Guid id, Guid actionId, Caller caller, ActionStore actions, CancellationToken cancellationToken) =>
        TypedResults.Ok(await actions.FindAsync(caller.TenantId, id, actionId, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "Nothing was asked of this source under that id."));

    private static async Task<Ok<StoredAction>> Act(
        Guid id, ActionRequest request, Caller caller, SourceConnecting sources, SourceActing acting, IConnectorCatalog connectors, AuditLog audit, CancellationToken cancellationToken)
    {
        var source = await sources.FindAsync(caller, id, cancellationToken);
        var action = ActionNames.Read(connectors.Find(source.Connector), request);
        var wanted = new WantedAction(caller.TenantId, id, request.Id, request.Type, ActionNames.Fingerprint(id, request), caller.Name);
        try
        {
            // Asked for is written down before it is done: what was done without a trace would be worse than a trace of what was not.
            await audit.WriteAsync(caller, "source.action", source.Name, new Dictionary<string, string> { ["id"] = $"{request.Id:D}", ["source"] = $"{id:D}", ["type"] = request.Type }, cancellationToken);
            return TypedResults.Ok(await acting.ActAsync(source, action, wanted, cancellationToken));
        }
        catch (ActionConflictException e)
        {
            throw new ProblemException(ProblemKind.Conflict, e.Message);
        }
    }
}

/// <summary>The actions of a source.</summary>
/// <param name="Known">What it can do.</param>
/// <param name="Latest">What was asked of it, the newest first.</param>
public sealed record ActionList(IReadOnlyList<KnownAction> Known, IReadOnlyList<StoredAction> Latest);

/// <summary>An action that a source knows.</summary>
/// <param name="Type">Its name in requests.</param>
/// <param name="Title">In the vendor's words.</param>
/// <param name="Scopes">What the credentials need for it.</param>
public sealed record KnownAction(string Type, string Title, IReadOnlyList<string> Scopes);
