using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitLab;

/// <summary>A release, which its tag names.</summary>
internal sealed class GitLabRelease
{
    public string? TagName { get; set; }
    public string? Name { get; set; }
    public bool? UpcomingRelease { get; set; }
    public GitLabCommit? Commit { get; set; }

    [JsonPropertyName("_links")]
    public GitLabLinks? Links { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Release? ToFact(GitLabKeys keys, GitLabProject project) => string.IsNullOrEmpty(TagName) || (CreatedAt ?? ReleasedAt) is not { } created ? null : new()
    {
        Key = keys.Release(project.Id, TagName),
        Url = Links?.Self,
        Repository = project.FullName!,
        Tag = TagName,
        Name = Name,
        Commit = Commit?.Id,
        CreatedAt = created,
        // One that is announced for later is not there yet.
        PublishedAt = UpcomingRelease == true ? null : ReleasedAt,
    };
}

/// <summary>Addresses.</summary>
internal sealed class GitLabLinks
{
    public string? Self { get; set; }
}
