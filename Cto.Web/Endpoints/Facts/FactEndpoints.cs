using System.Text.Json.Nodes;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Facts pushed in bulk.</summary>
internal static class FactEndpoints
{
    private const string Ndjson = "application/x-ndjson";

    /// <summary>Programs that send lines call them many things, and some (curl) a form.</summary>
    private const string AnyType = "*/*";

    public static void MapFacts(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/facts").WithTags("Facts");
        group.MapPost("", Push).RequireAuthorization(Policies.Ingest).Accepts<string>(Ndjson, AnyType)
            .WithSummary("Takes facts, one JSON object a line, of any length. Bad lines never spoil good ones; sending the same again changes nothing.");
        group.MapGet("/schema", Schema).WithSummary("The kinds of fact lines and their fields, as JSON Schema.");
    }

    private static async Task<Ok<FactsAnswer>> Push(HttpContext http, Caller caller, FactIngestion ingestion)
    {
        // Lines are stored as they come: the size of the whole is nobody's concern.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        return TypedResults.Ok(await ingestion.TakeAsync(caller.TenantId, http.Request.BodyReader, http.RequestAborted));
    }

    private static Ok<JsonObject> Schema() => TypedResults.Ok(FactSchema.Of(FactShapes.All));
}
