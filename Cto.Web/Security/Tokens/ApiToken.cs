using Cto.Web.Security.Access;

namespace Cto.Web.Security.Tokens;

/// <summary>A program's way in: belongs to one tenant and may do what its scopes say.</summary>
/// <param name="Hint">The first and last characters of it, for people to tell their tokens apart.</param>
/// <param name="CreatedBy">The name of who made it.</param>
/// <param name="ExpiresAt"><see langword="null"/> = never.</param>
/// <param name="RevokedAt"><see langword="null"/> = not.</param>
/// <param name="LastUsedAt">To the minute; <see langword="null"/> = never.</param>
public sealed record ApiToken(
    Guid Id,
    string Name,
    string Hint,
    IReadOnlyList<TokenScope> Scopes,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);

/// <summary>A token as it was found by its secret.</summary>
internal sealed record PresentedToken(Guid TenantId, ApiToken Token)
{
    public bool IsValidAt(DateTimeOffset now) => Token.RevokedAt is null && (Token.ExpiresAt is null || Token.ExpiresAt > now);
}
