using Cto.Web.Components.Assets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cto.Web.Endpoints;

/// <summary>Scripts, styles and fonts: compressed when they were built, and cached for ever because their names change with their content.</summary>
/// <remarks>Asked for another build's file it gives its own, which nobody may keep.</remarks>
internal static class AssetEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static IEndpointRouteBuilder MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", Asset).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        return routes;
    }

    private static Results<FileContentHttpResult, NotFound> Asset(string name, HttpContext http)
    {
        var known = ClientAssets.Find(name);
        if ((known ?? ClientAssets.Instead(name)) is not { } asset)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = known is null ? "no-cache" : ForEver;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = http.Request.Headers.AcceptEncoding;
        var (bytes, encoding) = (asset.Brotli, asset.Gzip) switch
        {
            ({ } brotli, _) when Accepts(accepted, "br") => (brotli, "br"),
            (_, { } gzip) when Accepts(accepted, "gzip") => (gzip, "gzip"),
            _ => (asset.Plain, null),
        };
        if (encoding is not null)
        {
            http.Response.Headers.ContentEncoding = encoding;
        }

        return TypedResults.Bytes(bytes, asset.ContentType);
    }

    private static bool Accepts(StringValues accepted, string encoding) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var values)
        && values.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
}
