using Cto.Web.Security.Access;

namespace Cto.Web.Security.Users;

/// <summary>A person who can sign in.</summary>
/// <param name="Email">As it was given; <see langword="null"/> until the first owner has given one.</param>
/// <param name="PasswordHash"><see langword="null"/> while there is none.</param>
/// <param name="SecurityStamp">Changes with the password; sessions opened under another one are over.</param>
internal sealed record UserAccount(Guid Id, string? Email, string Name, string? PasswordHash, Guid SecurityStamp);

/// <summary>A company that a person belongs to.</summary>
public sealed record Membership(Guid TenantId, string TenantName, MemberRole Role);

/// <summary>A person as the other people of the company see them.</summary>
/// <param name="Email"><see langword="null"/> until it was given.</param>
public sealed record Member(Guid UserId, string Name, string? Email, MemberRole Role, DateTimeOffset Since, DateTimeOffset? LastSignInAt);
