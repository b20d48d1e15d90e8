using Cto.Domain.Catalogue;

namespace Cto.Connectors.GitHub;

/// <summary>A team of an organisation.</summary>
internal sealed class GitHubTeam
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public string? Slug { get; set; }
    public string? HtmlUrl { get; set; }

    /// <param name="members">E-mail addresses, or logins where they are hidden.</param>
    public Team ToFact(GitHubKeys keys, IReadOnlyList<string> members) => new()
    {
        Key = keys.Team(Id),
        Url = HtmlUrl,
        Name = Name!,
        Members = members,
    };
}
