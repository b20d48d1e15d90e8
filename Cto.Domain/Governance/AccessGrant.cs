namespace Cto.Domain.Governance;

/// <summary>A right of an account to something.</summary>
public sealed record AccessGrant : Fact
{
    public required string System { get; init; }

    /// <summary>The login of the <see cref="Governance.Account"/>.</summary>
    public required string Account { get; init; }
    public string? Email { get; init; }

    /// <summary>What the right is to: a repository, an AWS account, a database.</summary>
    public required string Resource { get; init; }

    /// <summary>In the vendor's word: <c>admin</c>, <c>AdministratorAccess</c>.</summary>
    public required string Role { get; init; }
    public required bool Privileged { get; init; }

    /// <summary>How it came: <c>direct</c>, or <c>group Admins</c>.</summary>
    public string? Via { get; init; }

    /// <summary>The environment of the resource, in the vendor's word; <see langword="null"/> when unknown.</summary>
    public string? Environment { get; init; }
    public DateTimeOffset? GrantedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}
