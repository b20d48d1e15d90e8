using System.Globalization;
using Cto.Domain.Governance;

namespace Cto.Connectors.GitHub;

/// <summary>Somebody who may do something with a repository, however the right came.</summary>
internal sealed class GitHubCollaborator
{
    public long Id { get; set; }
    public string? Login { get; set; }
    public string? Email { get; set; }
    public string? RoleName { get; set; }
    public GitHubPermissions? Permissions { get; set; }

    /// <returns><see langword="null"/> for those who may only read or triage, and when it lacks what identifies it.</returns>
    public AccessGrant? ToFact(GitHubKeys keys, GitHubRepository repository) =>
        Id == 0 || Login is null || Permissions is not { Push: true } and not { Maintain: true } and not { Admin: true } ? null : new()
        {
            Key = keys.Grant(repository.Id, Id.ToString(CultureInfo.InvariantCulture)),
            Url = $"{repository.HtmlUrl}/settings/access",
            System = keys.System,
            Account = Login,
            Email = Email?.ToLowerInvariant(),
            Resource = repository.FullName!,
            Role = RoleName ?? (Permissions.Admin == true ? "admin" : Permissions.Maintain == true ? "maintain" : "write"),
            Privileged = Permissions.Admin == true || Permissions.Maintain == true,
        };
}

/// <summary>Rights on a repository, each containing those before.</summary>
internal sealed class GitHubPermissions
{
    public bool? Push { get; set; }
    public bool? Maintain { get; set; }
    public bool? Admin { get; set; }
}
