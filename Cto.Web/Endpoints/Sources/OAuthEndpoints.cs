using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints.Sources;

/// <summary>Where vendors send people back to after they granted access, or did not.</summary>
internal static class OAuthEndpoints
{
    public static void MapOAuth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(SourceAuthorizing.CallbackPath, Complete).RequireAuthorization(Policies.Write).ExcludeFromDescription();

    /// <summary>A browser that only fetches ahead must not use the code up.</summary>
    private static async Task<Results<RedirectHttpResult, NoContent>> Complete(
        HttpContext http, Caller caller, SourceAuthorizing authorizing, string? state, string? code, string? error, [FromQuery(Name = "error_description")] string? description)
    {
        if (http.Request.Headers.ContainsKey("Sec-Purpose"))
        {
            return TypedResults.NoContent();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.LocalRedirect(await authorizing.CompleteAsync(caller, new(state, code, error, description), http.RequestAborted));
    }
}
