using Cto.Insights.Tenants;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Access;

/// <summary>Who is asking.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", Read).WithTags("Access").WithSummary("Who the token or session belongs to, and what it may do.");

    private static async Task<Ok<CallerInfo>> Read(Caller caller, TenantStore tenants, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(caller.TenantId, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "This company is not there any more.");
        return TypedResults.Ok(new CallerInfo(caller.Kind, caller.Id, caller.Name, caller.Role, caller.Scopes, new(tenant.Id, tenant.Name, tenant.TimeZone.Id)));
    }
}

/// <summary>The caller as the API tells it.</summary>
/// <param name="Role"><see langword="null"/> for a token.</param>
public sealed record CallerInfo(CallerKind Kind, Guid Id, string Name, MemberRole? Role, IReadOnlyList<TokenScope> Scopes, TenantInfo Tenant);

/// <summary>A company as the API tells it.</summary>
public sealed record TenantInfo(Guid Id, string Name, string TimeZone);
