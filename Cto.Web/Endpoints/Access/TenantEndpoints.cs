using System.ComponentModel;
using Cto.Domain.Tenants;
using Cto.Insights.Tenants;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.Tokens;
using Cto.Web.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Access;

/// <summary>The companies of the installation.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/tenants").WithTags("Access").RequireAuthorization(Policies.Installation);
        group.MapGet("", List).WithSummary("The companies of this installation (scope admin of its first tenant).");
        group.MapPost("", Add).WithSummary("Makes a company and a token with all scopes in it (scope admin of the installation's first tenant).");
        api.MapPatch("/tenant", Change).WithTags("Access").RequireAuthorization(Policies.Admin).WithSummary("Changes the name or the time zone of the caller's own company.");
    }

    private static async Task<Ok<IReadOnlyList<TenantInfo>>> List(TenantStore tenants, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<TenantInfo>>([.. (await tenants.AllAsync(cancellationToken)).Select(Show)]);

    private static async Task<Created<NewTenantAnswer>> Add(
        NewTenant made, Caller caller, TenantStore tenants, ApiTokenStore tokens, AuditLog audit, CancellationToken cancellationToken)
    {
        var tenant = new Tenant { Id = Guid.CreateVersion7(), Name = Texts.Name(made.Name, "name"), TimeZone = Zone(made.TimeZone ?? "UTC") };
        await tenants.AddAsync(tenant, cancellationToken);
        var secret = TokenText.NewToken();
        await tokens.AddAsync(tenant.Id, new("bootstrap", Enum.GetValues<TokenScope>(), caller.Name, ExpiresAt: null), secret, cancellationToken);
        await audit.WriteSystemAsync(tenant.Id, "tenant.created", tenant.Name, cancellationToken);
        await audit.WriteAsync(caller, "tenant.created", tenant.Name, null, cancellationToken);
        return TypedResults.Created($"/api/v1/tenants/{tenant.Id:D}", new NewTenantAnswer(tenant.Id, secret));
    }

    private static async Task<Ok<TenantInfo>> Change(TenantChange change, Caller caller, TenantStore tenants, TenantChanging changing, CancellationToken cancellationToken)
    {
        var old = await tenants.FindAsync(caller.TenantId, cancellationToken) ?? throw new ProblemException(ProblemKind.NotFound, "This company is not there any more.");
        var tenant = old with
        {
            Name = change.Name is null ? old.Name : Texts.Name(change.Name, "name"),
            TimeZone = change.TimeZone is null ? old.TimeZone : Zone(change.TimeZone),
        };
        await changing.SaveAsync(caller, tenant, cancellationToken);
        return TypedResults.Ok(Show(tenant));
    }

    private static TimeZoneInfo Zone(string name) =>
        TimeZones.Find(name) ?? throw new ProblemException(ProblemKind.Invalid, $"'{name}' is no time zone: give an IANA name such as Europe/Berlin.");

    private static TenantInfo Show(Tenant tenant) => new(tenant.Id, tenant.Name, tenant.TimeZone.Id);
}

/// <summary>A company to be made.</summary>
/// <param name="TimeZone">An IANA name; UTC when it is left out.</param>
public sealed record NewTenant(string Name, [property: Description("An IANA name; UTC when it is left out.")] string? TimeZone = null);

/// <summary>A company that was made; the token is shown this once.</summary>
public sealed record NewTenantAnswer(Guid Id, string Token);

/// <summary>What to change; what is left out stays.</summary>
public sealed record TenantChange(string? Name = null, string? TimeZone = null);
