using System.Security.Claims;

namespace Cto.Web.Security.Access;

/// <summary>The claims of a caller; nothing else in the program reads or writes claims by name.</summary>
internal static class CallerClaims
{
    public const string Id = "sub";
    public const string Name = "name";
    public const string Kind = "kind";
    public const string Tenant = "tenant";
    public const string Role = "role";
    public const string Scope = "scope";

    /// <summary>The security stamp under which a session was opened.</summary>
    public const string Stamp = "stamp";

    /// <summary>The caller as a principal of an authentication scheme.</summary>
    public static ClaimsPrincipal Principal(this Caller caller, string scheme, params IEnumerable<Claim> more)
    {
        List<Claim> claims =
        [
            new(Id, caller.Id.ToString("D")),
            new(Name, caller.Name),
            new(Kind, caller.Kind.ToString()),
            new(Tenant, caller.TenantId.ToString("D")),
            .. caller.Scopes.Select(scope => new Claim(Scope, scope.ToString())),
            .. more,
        ];
        if (caller.Role is { } role)
        {
            claims.Add(new(Role, role.ToString()));
        }

        return new(new ClaimsIdentity(claims, scheme, Name, Role));
    }
}
