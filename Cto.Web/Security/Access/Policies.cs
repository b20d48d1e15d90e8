using Microsoft.AspNetCore.Authorization;

namespace Cto.Web.Security.Access;

/// <summary>The rights that endpoints and pages ask for; each needs one scope, wherever the caller has it from.</summary>
public static class Policies
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Ingest = "ingest";
    public const string Admin = "admin";

    /// <summary>The administrator of the installation: the scope <c>admin</c> in its first tenant.</summary>
    public const string Installation = "installation";

    /// <summary>Adds the policies; what names none needs <see cref="Read"/>.</summary>
    public static AuthorizationBuilder AddAccess(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, policy => policy.RequireScope(TokenScope.Read))
        .AddPolicy(Write, policy => policy.RequireScope(TokenScope.Write))
        .AddPolicy(Ingest, policy => policy.RequireScope(TokenScope.Ingest))
        .AddPolicy(Admin, policy => policy.RequireScope(TokenScope.Admin))
        .AddPolicy(Installation, policy => policy.RequireScope(TokenScope.Admin).AddRequirements(new FirstTenantRequirement()))
        .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireScope(TokenScope.Read).Build());

    private static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder policy, TokenScope scope) =>
        policy.RequireAuthenticatedUser().RequireClaim(CallerClaims.Scope, scope.ToString());
}
