using System.Text.Json.Serialization;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>A person, machine or organisation; <see langword="null"/> where the account is gone ("ghost").</summary>
internal sealed class GitHubUser
{
    public long Id { get; set; }
    public string? Login { get; set; }
    public string? Type { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? HtmlUrl { get; set; }

    /// <summary>Whether GitHub marks it as a machine.</summary>
    public bool IsBot => string.Equals(Type, "Bot", StringComparison.OrdinalIgnoreCase) || Login?.EndsWith("[bot]", StringComparison.Ordinal) == true;
}

/// <summary>A repository in reach.</summary>
internal sealed class GitHubRepository : ICodeRepository
{
    public long Id { get; set; }
    public string? Name { get; set; }
    public string? FullName { get; set; }
    public string? HtmlUrl { get; set; }
    public string? DefaultBranch { get; set; }
    public bool? Private { get; set; }
    public bool? Fork { get; set; }
    public bool? Archived { get; set; }
    public bool? Disabled { get; set; }
    public string? Description { get; set; }
    public string?[]? Topics { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? PushedAt { get; set; }

    [JsonIgnore]
    public string Owner => FullName!.Split('/')[0];

    /// <summary>What is deployed from it, as long as nobody says otherwise: one service named as the repository.</summary>
    public Service ToService(GitHubKeys keys) => new()
    {
        Key = keys.Repository(Id),
        Url = HtmlUrl,
        Name = Name!,
        Repositories = [FullName!],
    };

    /// <summary>The repository itself; its languages are told elsewhere.</summary>
    public Repository ToFact(GitHubKeys keys) => new()
    {
        Key = keys.Repository(Id),
        ChangedAt = PushedAt > UpdatedAt ? PushedAt : UpdatedAt ?? PushedAt,
        Url = HtmlUrl,
        Name = FullName!,
        Description = Description,
        DefaultBranch = DefaultBranch,
        Private = Private == true,
        Archived = Archived == true,
        Topics = Topics is null ? null : [.. Topics.OfType<string>()],
        CreatedAt = CreatedAt,
        PushedAt = PushedAt,
    };
}

/// <summary>One page of the repositories that an installation may see.</summary>
internal sealed class GitHubRepositories
{
    public GitHubRepository?[]? Repositories { get; set; }
}

/// <summary>GitHub's own words in a refusal.</summary>
internal sealed class GitHubError
{
    public string? Message { get; set; }
}
