using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Web.Components.Sources;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Endpoints.Sources;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Fragments;

/// <summary>What the pages of sources fetch and change.</summary>
internal static class SourceFragments
{
    public static void MapSourceFragments(this IEndpointRouteBuilder fragments)
    {
        var group = fragments.MapGroup("/sources");
        group.MapGet("", List);
        group.MapGet("/{id:guid}", Status);

        var changes = fragments.MapGroup("").RequireAuthorization(Policies.Write);
        changes.MapPost("/connect/{kind}", Connect);
        changes.MapPost("/sources/{id:guid}/settings", ChangeSettings);
        changes.MapPost("/sources/{id:guid}/{action:regex(^(sync|cancel|pause|resume)$)}", Steer);
        changes.MapPost("/sources/{id:guid}/authorize", GrantAgain);
        changes.MapDelete("/sources/{id:guid}", Delete);
    }

    private static async Task<RazorComponentResult<SourceList>> List(HttpContext http, Caller caller, SourcePages pages) =>
        new(new { View = await pages.AllAsync(caller, http.RequestAborted) });

    private static async Task<RazorComponentResult<SourcePanel>> Status(Guid id, HttpContext http, Caller caller, SourcePages pages) =>
        new(new { View = await pages.FindAsync(caller, id, http) ?? throw new ProblemException(ProblemKind.NotFound, "This source is not there any more.") });

    private static async Task<RazorComponentResult<SourcePanel>> Steer(Guid id, string action, HttpContext http, Caller caller, SourceConnecting sources, SourcePages pages)
    {
        // The store is asked first: the grain of another company's source must not even be woken.
        var source = await sources.FindAsync(caller, id, http.RequestAborted);
        var grain = sources.Grain(caller, id);
        await (action switch
        {
            "sync" => grain.RequestSync(),
            "cancel" => grain.Cancel(),
            "pause" => grain.Pause(),
            _ => grain.Resume(),
        });
        if (action is "pause" or "resume")
        {
            await sources.AuditAsync(caller, source, $"source.{action}d", http.RequestAborted);
        }

        return await Status(id, http, caller, pages);
    }

    private static async Task<NoContent> Delete(Guid id, HttpContext http, Caller caller, SourceConnecting sources)
    {
        var source = await sources.FindAsync(caller, id, http.RequestAborted);
        await sources.Grain(caller, id).Delete();
        await sources.AuditAsync(caller, source, "source.deleted", http.RequestAborted);
        return GoTo(http, "/sources");
    }

    private static async Task<Results<RazorComponentResult<ConnectForm>, NoContent>> Connect(
        string kind, HttpContext http, Caller caller, IConnectorCatalog connectors, SourceConnecting sources, SourceAuthorizing authorizing)
    {
        var connector = connectors.Find(kind)?.Descriptor ?? throw ConnectorEndpoints.Unknown(kind, ProblemKind.NotFound, connectors);
        var fields = new ConnectFields(connector, await http.Request.ReadFormAsync(http.RequestAborted), null);
        var request = new NewSourceRequest(kind, fields.View.Name, fields.Settings, fields.Credentials);
        return await Try(http, fields, async () => fields.Asks
            ? await AskAsync(http, caller, authorizing, null, sources.Wanted(caller, request), fields.Typed)
            : Page((await sources.ConnectAsync(caller, request, http.RequestAborted)).Id));
    }

    private static async Task<Results<RazorComponentResult<ConnectForm>, NoContent>> ChangeSettings(
        Guid id, HttpContext http, Caller caller, IConnectorCatalog connectors, SourceConnecting sources, SourceAuthorizing authorizing)
    {
        var source = await sources.FindAsync(caller, id, http.RequestAborted);
        var connector = connectors.Find(source.Connector)?.Descriptor ?? throw ConnectorEndpoints.Unknown(source.Connector, ProblemKind.NotFound, connectors);
        var fields = new ConnectFields(connector, await http.Request.ReadFormAsync(http.RequestAborted), id);
        var change = new SourceChange(fields.View.Name.Length == 0 ? null : fields.View.Name, fields.Settings, fields.Credentials);
        return await Try(http, fields, async () => fields.Asks
            ? await AskAsync(http, caller, authorizing, source, sources.Wanted(caller, source, change), fields.Typed)
            : Page((await sources.ChangeAsync(caller, id, change, http.RequestAborted)).Id));
    }

    /// <summary>The same access once more, as the source is.</summary>
    private static async Task<NoContent> GrantAgain(Guid id, HttpContext http, Caller caller, SourceConnecting sources, SourceAuthorizing authorizing)
    {
        var source = await sources.FindAsync(caller, id, http.RequestAborted);
        return GoTo(http, await AskAsync(http, caller, authorizing, source, sources.Wanted(caller, source, new()), new Dictionary<string, Secret>()));
    }

    private static async Task<string> AskAsync(HttpContext http, Caller caller, SourceAuthorizing authorizing, StoredSource? source, NewSource wanted, IReadOnlyDictionary<string, Secret> typed) =>
        (await authorizing.BeginAsync(caller, source, wanted, typed, new($"{http.Request.Scheme}://{http.Request.Host}"), http.RequestAborted)).AbsoluteUri;

    private static string Page(Guid source) => $"/sources/{source:D}";

    /// <summary>Goes on to the source's page or the vendor's, or comes back with what is wrong.</summary>
    private static async Task<Results<RazorComponentResult<ConnectForm>, NoContent>> Try(HttpContext http, ConnectFields fields, Func<Task<string>> connect)
    {
        try
        {
            return GoTo(http, await connect());
        }
        catch (ProblemException e)
        {
            return Again(fields.With(e));
        }
        catch (SourceException e)
        {
            return Again(fields.With(e));
        }
    }

    private static RazorComponentResult<ConnectForm> Again(ConnectView view) => new(new { View = view }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static NoContent GoTo(HttpContext http, string path)
    {
        http.Response.Headers["HX-Redirect"] = path;
        return TypedResults.NoContent();
    }
}
