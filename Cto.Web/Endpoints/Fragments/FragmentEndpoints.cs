using Cto.Web.Components.Evidence;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Fragments;

/// <summary>Parts of pages that are fetched by themselves: the same components as on the page.</summary>
internal static class FragmentEndpoints
{
    public static IEndpointRouteBuilder MapFragments(this IEndpointRouteBuilder routes)
    {
        var fragments = routes.MapGroup("/fragments").RequireAuthorization(Policies.Read).ExcludeFromDescription();
        fragments.MapGet("/evidence/{insight}", Evidence);
        fragments.MapSettingsFragments();
        fragments.MapSourceFragments();
        fragments.MapCatalogueFragments();
        return routes;
    }

    private static async Task<RazorComponentResult<EvidenceDialog>> Evidence(string insight, HttpContext http, Caller caller, EvidenceReader evidence) => new(new
    {
        View = await evidence.ReadAsync(caller, insight, http.Request.Query, http.RequestAborted) ?? throw new ProblemException(ProblemKind.NotFound, $"There is no insight '{insight}'."),
    });
}
