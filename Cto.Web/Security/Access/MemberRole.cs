namespace Cto.Web.Security.Access;

/// <summary>What a person is in a company, the least first.</summary>
public enum MemberRole
{
    Viewer,
    Editor,
    Admin,
    Owner,
}

/// <summary>What the roles may do.</summary>
public static class MemberRoles
{
    /// <summary>The scopes that a role stands for.</summary>
    public static IReadOnlyList<TokenScope> Scopes(this MemberRole role) => role switch
    {
        MemberRole.Viewer => [TokenScope.Read],
        MemberRole.Editor => [TokenScope.Read, TokenScope.Write],
        MemberRole.Admin or MemberRole.Owner => [TokenScope.Read, TokenScope.Write, TokenScope.Ingest, TokenScope.Admin],
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
