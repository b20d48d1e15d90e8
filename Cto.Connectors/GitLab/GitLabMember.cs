using System.Globalization;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Governance;

namespace Cto.Connectors.GitLab;

/// <summary>Somebody with rights in a group or project, inherited ones included.</summary>
internal sealed class GitLabMember
{
    private const int Developer = 30;
    private const int Maintainer = 40;
    private const int Owner = 50;

    public long Id { get; set; }
    public string? Username { get; set; }
    public string? Name { get; set; }
    public string? State { get; set; }
    public string? WebUrl { get; set; }

    /// <summary>Told to owners of the group only.</summary>
    public string? Email { get; set; }
    public string? PublicEmail { get; set; }
    public int? AccessLevel { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Told to administrators of the server only.</summary>
    public bool? TwoFactorEnabled { get; set; }

    [JsonIgnore]
    public bool IsKnown => Id != 0 && Username is not null && AccessLevel is not null;

    [JsonIgnore]
    public bool MayWrite => IsKnown && AccessLevel >= Developer;

    private string? Address => Email is { Length: > 0 } email ? email.ToLowerInvariant() : PublicEmail is { Length: > 0 } open ? open.ToLowerInvariant() : null;

    private string Role => AccessLevel switch
    {
        >= Owner => "owner",
        >= Maintainer => "maintainer",
        >= Developer => "developer",
        >= 20 => "reporter",
        >= 15 => "planner",
        >= 10 => "guest",
        _ => "minimal access",
    };

    public Account ToAccount(GitLabKeys keys) => new()
    {
        Key = keys.User(Id),
        Url = WebUrl,
        System = keys.System,
        Login = Username!,
        Name = Name,
        Email = Address,
        Kind = GitLabUser.IsTokenName(Username!) ? AccountKind.Service : AccountKind.Person,
        Status = State is null or "active" ? AccountStatus.Active : AccountStatus.Suspended,
        Mfa = TwoFactorEnabled,
        Role = Role,
        Privileged = AccessLevel >= Owner,
    };

    public AccessGrant ToGrant(GitLabKeys keys, GitLabProject project) => new()
    {
        Key = keys.Grant(project.Id, Id.ToString(CultureInfo.InvariantCulture)),
        Url = $"{project.WebUrl}/-/project_members",
        System = keys.System,
        Account = Username!,
        Email = Address,
        Resource = project.FullName!,
        Role = Role,
        Privileged = AccessLevel >= Maintainer,
        GrantedAt = CreatedAt,
    };
}
