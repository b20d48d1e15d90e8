using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitHub;

/// <summary>A deployment as GitHub's deployments API knows it; how it went stands in its statuses.</summary>
internal sealed class GitHubDeployment
{
    public long Id { get; set; }
    public string? Url { get; set; }
    public string? Sha { get; set; }
    public string? Ref { get; set; }
    public string? Environment { get; set; }
    public GitHubUser? Creator { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <param name="keys">Names it.</param>
    /// <param name="repository">Where it belongs.</param>
    /// <param name="statuses">All that is known of how it went, in any order.</param>
    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public Deployment? ToFact(GitHubKeys keys, GitHubRepository repository, IReadOnlyCollection<GitHubDeploymentStatus> statuses)
    {
        if (Id == 0 || CreatedAt is null || string.IsNullOrWhiteSpace(Environment))
        {
            return null;
        }

        // "inactive" only says that a later one took over; the newest of the others decides.
        var latest = statuses.Where(status => status.Is("inactive") is false && status.CreatedAt is not null).MaxBy(status => status.CreatedAt);
        DeploymentResult? result = latest switch
        {
            null => null,
            _ when latest.Is("success") => DeploymentResult.Success,
            _ when latest.Is("failure") || latest.Is("error") => DeploymentResult.Failure,
            _ => null,
        };
        return new()
        {
            Key = keys.Deployment(Id),
            ChangedAt = statuses.Select(status => status.CreatedAt).Append(UpdatedAt).Max(),
            Url = latest?.EnvironmentUrl is { Length: > 0 } site ? site : $"{repository.HtmlUrl}/deployments/{Uri.EscapeDataString(Environment)}",
            Service = repository.Name!,
            Repository = repository.FullName,
            Environment = Environment!,
            Commit = Sha,
            Ref = Ref,
            StartedAt = statuses.Where(status => status.Is("in_progress")).Min(status => status.CreatedAt) ?? CreatedAt,
            FinishedAt = result is null ? null : latest!.CreatedAt,
            Result = result,
            Trigger = Creator?.Login,
        };
    }
}

/// <summary>One step in the life of a deployment.</summary>
internal sealed class GitHubDeploymentStatus
{
    public string? State { get; set; }
    public string? EnvironmentUrl { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    public bool Is(string state) => string.Equals(State, state, StringComparison.OrdinalIgnoreCase);
}
