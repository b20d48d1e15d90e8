using Microsoft.AspNetCore.Authorization;

namespace Cto.Web.Security.Access;

/// <summary>The rights that endpoints and pages ask for; each needs a scope, wherever the caller has it from. Who may change may read, and admins may all.</summary>
public static class Policies
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Ingest = "ingest";
    public const string Admin = "admin";

    /// <summary>Whoever is known, whatever the scopes.</summary>
    public const string Known = "known";

    /// <summary>The administrator of the installation: the scope <c>admin</c> in its first tenant.</summary>
    public const string Installation = "installation";

    /// <summary>Adds the policies; what names none needs somebody who is signed in.</summary>
    public static AuthorizationBuilder AddAccess(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Known, policy => policy.RequireAuthenticatedUser())
        .AddPolicy(Read, policy => policy.RequireScope(TokenScope.Read, TokenScope.Write, TokenScope.Admin))
        .AddPolicy(Write, policy => policy.RequireScope(TokenScope.Write, TokenScope.Admin))
        .AddPolicy(Ingest, policy => policy.RequireScope(TokenScope.Ingest, TokenScope.Admin))
        .AddPolicy(Admin, policy => policy.RequireScope(TokenScope.Admin))
        .AddPolicy(Installation, policy => policy.RequireScope(TokenScope.Admin).AddRequirements(new FirstTenantRequirement()))
        .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

    /// <summary>Any one of the scopes will do.</summary>
    private static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder policy, params IEnumerable<TokenScope> scopes) =>
        policy.RequireAuthenticatedUser().RequireClaim(CallerClaims.Scope, scopes.Select(scope => scope.ToString()));
}
