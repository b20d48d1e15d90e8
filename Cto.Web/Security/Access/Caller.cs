using System.Security.Claims;

namespace Cto.Web.Security.Access;

/// <summary>Who makes a request and for which company; asked for as a service by endpoints and pages.</summary>
public sealed record Caller
{
    public required Guid TenantId { get; init; }
    public required CallerKind Kind { get; init; }

    /// <summary>The id of the user or of the token.</summary>
    public required Guid Id { get; init; }

    /// <summary>The person's or the token's name.</summary>
    public required string Name { get; init; }

    /// <summary><see langword="null"/> for a token.</summary>
    public MemberRole? Role { get; init; }
    public required IReadOnlyList<TokenScope> Scopes { get; init; }

    /// <summary>The person's id; <see langword="null"/> for a token.</summary>
    public Guid? UserId => Kind == CallerKind.User ? Id : null;

    /// <summary>Whether the caller has a scope.</summary>
    public bool May(TokenScope scope) => Scopes.Contains(scope);

    /// <summary>The caller behind a principal; <see langword="null"/> when nobody is signed in.</summary>
    public static Caller? From(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true
        && Guid.TryParse(principal.FindFirstValue(CallerClaims.Tenant), out var tenant)
        && Guid.TryParse(principal.FindFirstValue(CallerClaims.Id), out var id)
        && Enum.TryParse<CallerKind>(principal.FindFirstValue(CallerClaims.Kind), out var kind)
            ? new Caller
            {
                TenantId = tenant,
                Id = id,
                Kind = kind,
                Name = principal.FindFirstValue(CallerClaims.Name) ?? "",
                Role = Enum.TryParse<MemberRole>(principal.FindFirstValue(CallerClaims.Role), out var role) ? role : null,
                Scopes = [.. principal.FindAll(CallerClaims.Scope).Select(claim => Enum.Parse<TokenScope>(claim.Value))],
            }
            : null;
}

/// <summary>A person or a program.</summary>
public enum CallerKind
{
    User,
    Token,
}
