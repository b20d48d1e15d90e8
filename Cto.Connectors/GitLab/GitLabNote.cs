using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.GitLab;

/// <summary>What was said of a merge request, by people or by GitLab itself.</summary>
internal sealed class GitLabNote
{
    public long Id { get; set; }
    public string? Body { get; set; }
    public GitLabUser? Author { get; set; }

    /// <summary>Written by GitLab: what somebody did.</summary>
    public bool? System { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }
}
