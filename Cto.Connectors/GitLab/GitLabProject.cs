using System.Text.Json.Serialization;
using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitLab;

/// <summary>A project in reach.</summary>
internal sealed class GitLabProject : ICodeRepository
{
    public long Id { get; set; }

    /// <summary>The last part of the path, which is the name as one types it.</summary>
    public string? Path { get; set; }
    public string? PathWithNamespace { get; set; }
    public string? Description { get; set; }
    public string? DefaultBranch { get; set; }
    public string? WebUrl { get; set; }
    public string? Visibility { get; set; }
    public bool? Archived { get; set; }
    public string?[]? Topics { get; set; }
    public string?[]? TagList { get; set; }
    public GitLabFork? ForkedFromProject { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? LastActivityAt { get; set; }

    [JsonIgnore]
    public string? FullName => PathWithNamespace;

    /// <summary>Whether only its members see it; internal projects are not public either.</summary>
    [JsonIgnore]
    public bool IsPrivate => Visibility is null or not "public";

    /// <summary>What is deployed from it, as long as nobody says otherwise: one service named as the project.</summary>
    public Service ToService(GitLabKeys keys) => new()
    {
        Key = keys.Project(Id),
        Url = WebUrl,
        Name = Path!,
        Repositories = [FullName!],
    };

    public Repository ToFact(GitLabKeys keys) => new()
    {
        Key = keys.Project(Id),
        ChangedAt = LastActivityAt > UpdatedAt ? LastActivityAt : UpdatedAt ?? LastActivityAt,
        Url = WebUrl,
        Name = FullName!,
        Description = Description,
        DefaultBranch = DefaultBranch,
        Private = IsPrivate,
        Archived = Archived == true,
        Topics = (Topics ?? TagList) is { } topics ? [.. topics.OfType<string>()] : null,
        CreatedAt = CreatedAt,
        PushedAt = LastActivityAt,
    };
}

/// <summary>What a fork comes from; that it is there is all that counts.</summary>
internal sealed class GitLabFork
{
    public long Id { get; set; }
}
