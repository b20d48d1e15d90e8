using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Access;

/// <summary>Who did what, when.</summary>
internal static class AuditEndpoints
{
    private const int MaxLimit = 500;

    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", Page).WithTags("Access").RequireAuthorization(Policies.Admin)
            .WithSummary("Who did what, when: the newest first, append-only. The next page is asked for with before={the last id}.");

    private static async Task<Ok<IReadOnlyList<AuditEntry>>> Page(Caller caller, AuditLog audit, CancellationToken cancellationToken, long? before = null, int limit = 100) =>
        limit is > 0 and <= MaxLimit
            ? TypedResults.Ok(await audit.PageAsync(caller.TenantId, before, limit, cancellationToken))
            : throw new ProblemException(ProblemKind.InvalidParameter, $"'limit' is 1 to {MaxLimit}.") { More = new Dictionary<string, object?> { ["parameter"] = "limit" } };
}
