using Cto.Web.Endpoints.Problems;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Cto.Web.Security;

/// <summary>Refuses changes that another site makes a signed-in browser ask for: what changes something carries an antiforgery token or a bearer token.</summary>
/// <remarks>Endpoints that prove their caller by other means (webhooks) say so with <see cref="SkipCsrfGuard"/>.</remarks>
internal sealed class CsrfGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!NeedsProof(context) || await IsProvedAsync(context))
        {
            await next(context);
            return;
        }

        await Problem.Of(ProblemKind.Forged, "The request lacks its antiforgery token: load the page anew and try again.").ExecuteAsync(context);
    }

    private static bool NeedsProof(HttpContext context)
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        return !isSafe && !request.Headers.ContainsKey(HeaderNames.Authorization) && context.GetEndpoint()?.Metadata.GetMetadata<SkipCsrfGuard>() is null
            && IsAmbient(context);
    }

    /// <summary>An API call without any sign-in is answered by the authorization with 401; there is nothing to forge.</summary>
    private static bool IsAmbient(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } || !context.Request.Path.StartsWithSegments("/api");

    private async Task<bool> IsProvedAsync(HttpContext context)
    {
        // The form is read to find its token: not more of it than a form of ours can have.
        if (context.Request.HasFormContentType && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = FormLimit;
        }

        return await antiforgery.IsRequestValidAsync(context);
    }

    private const long FormLimit = 1_000_000;
}

/// <summary>Marks endpoints that are not called by browsers and prove their caller themselves.</summary>
internal sealed class SkipCsrfGuard;
