using System.Collections.Immutable;
using Cto.Grains.Dashboards;
using Cto.Web.Components.Boards;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Dashboards;

/// <summary>Dashboards as data: layout and widgets. People see their own and the shared ones; tokens see the shared ones and those that tokens made.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboards(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/dashboards").WithTags("Dashboards");
        group.MapGet("", List).WithSummary("The dashboards that the caller may see, by name.");
        group.MapGet("/widgets", Kinds).WithSummary("The kinds of widgets there are.");
        group.MapGet("/{id}", Find).WithSummary("One dashboard: layout and widgets.");
        var changes = group.MapGroup("").RequireAuthorization(Policies.Write);
        changes.MapPost("", Add).WithSummary("Makes a dashboard, of a template or of widgets.");
        changes.MapPut("/{id}", Replace).WithSummary("Replaces name, sharing and widgets; with a version, only if nobody changed it meanwhile.");
        changes.MapDelete("/{id}", Delete).WithSummary("Deletes a dashboard.");
    }

    private static async Task<Ok<IReadOnlyList<DashboardEntry>>> List(Caller caller, DashboardStore dashboards, CancellationToken cancellationToken)
    {
        var entries = await dashboards.VisibleToAsync(caller.TenantId, caller.UserId, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<DashboardEntry>>([.. entries.Where(entry => DashboardAccess.MayRead(caller, entry.Owner, entry.Shared))]);
    }

    private static Ok<IReadOnlyList<WidgetKind>> Kinds() => TypedResults.Ok(WidgetKinds.All);

    private static async Task<Ok<DashboardAnswer>> Find(string id, Caller caller, DashboardAccess dashboards) =>
        TypedResults.Ok(DashboardAnswer.Of(id, await dashboards.ReadAsync(caller, id)));

    private static async Task<Created<DashboardAnswer>> Add(NewDashboard made, Caller caller, DashboardAccess dashboards, AuditLog audit, CancellationToken cancellationToken)
    {
        var template = made.Template ?? DashboardTemplates.Blank;
        if (!DashboardTemplates.All.Contains(template))
        {
            throw new ProblemException(ProblemKind.Invalid, $"There is no template '{template}'. There are: {string.Join(", ", DashboardTemplates.All)}.");
        }

        var id = BoardIds.New();
        var state = await dashboards.Grain(caller, id).Put(new()
        {
            Name = Texts.Name(made.Name, "name"),
            Owner = caller.UserId,
            Shared = made.Shared,
            Template = template,
            Widgets = made.Widgets is { } widgets ? [.. widgets.Select(widget => widget.ToPlaced())] : DashboardTemplates.Widgets(template),
        });
        await AuditSharingAsync(audit, caller, false, state, cancellationToken);
        return TypedResults.Created($"/api/v1/dashboards/{id}", DashboardAnswer.Of(id, state));
    }

    private static async Task<Ok<DashboardAnswer>> Replace(
        string id, DashboardChange change, Caller caller, DashboardAccess dashboards, AuditLog audit, CancellationToken cancellationToken)
    {
        var before = await dashboards.OwnAsync(caller, id);
        if (change.Version is { } version && version != before.Version)
        {
            throw new ProblemException(ProblemKind.Conflict, $"The dashboard was changed meanwhile: it has version {before.Version} now.");
        }

        var state = await dashboards.Grain(caller, id).Put(before with
        {
            Name = Texts.Name(change.Name, "name"),
            Shared = change.Shared,
            Widgets = [.. change.Widgets.Select(widget => widget.ToPlaced())],
        });
        await AuditSharingAsync(audit, caller, before.Shared, state, cancellationToken);
        return TypedResults.Ok(DashboardAnswer.Of(id, state));
    }

    private static async Task<NoContent> Delete(string id, Caller caller, DashboardAccess dashboards, AuditLog audit, CancellationToken cancellationToken)
    {
        var state = await dashboards.OwnAsync(caller, id);
        await dashboards.Grain(caller, id).Delete();
        await audit.WriteAsync(caller, "dashboard.deleted", state.Name, null, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task AuditSharingAsync(AuditLog audit, Caller caller, bool before, DashboardState now, CancellationToken cancellationToken) =>
        before == now.Shared
            ? Task.CompletedTask
            : audit.WriteAsync(caller, now.Shared ? "dashboard.shared" : "dashboard.unshared", now.Name, null, cancellationToken);
}
