namespace Cto.Domain.Governance;

/// <summary>Somebody's or something's login in one system.</summary>
public sealed record Account : Fact
{
    /// <summary>The system: <c>github</c>, <c>aws:123456789012</c>, <c>slack</c>.</summary>
    public required string System { get; init; }
    public required string Login { get; init; }
    public string? Name { get; init; }

    /// <summary>In lower case; joins accounts to people. <see langword="null"/> where upstream hides it.</summary>
    public string? Email { get; init; }
    public required AccountKind Kind { get; init; }
    public required AccountStatus Status { get; init; }

    /// <summary>Whether a second factor is set up; <see langword="null"/> when upstream does not tell, which is not <see langword="false"/>.</summary>
    public bool? Mfa { get; init; }

    /// <summary>The highest role it has in the system, in the vendor's word.</summary>
    public string? Role { get; init; }

    /// <summary>Administrator or owner of the system.</summary>
    public bool? Privileged { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Last used for anything; <see langword="null"/> when unknown or never.</summary>
    public DateTimeOffset? LastActiveAt { get; init; }
}

/// <summary>Who is behind an account.</summary>
public enum AccountKind
{
    Person,
    Service,

    /// <summary>Used by several people.</summary>
    Shared,
}

/// <summary>Whether an account can be used.</summary>
public enum AccountStatus
{
    Active,
    Suspended,
    Deleted,
}
