using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Security;

namespace Cto.Connectors.GitHub;

/// <summary>A weakness that code scanning found in a repository's own code.</summary>
internal sealed class GitHubCodeAlert
{
    [JsonConverter(typeof(LenientCount))]
    public int? Number { get; set; }
    public string? State { get; set; }
    public string? HtmlUrl { get; set; }
    public GitHubRule? Rule { get; set; }
    public GitHubTool? Tool { get; set; }
    public GitHubAlertInstance? MostRecentInstance { get; set; }
    public string? DismissedReason { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? FixedAt { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it, or its state says nothing to us.</returns>
    public CodeAlert? ToFact(GitHubKeys keys, GitHubRepository repository) =>
        Number is null || CreatedAt is null || (Rule?.Id ?? Rule?.Name) is not { Length: > 0 } rule || ReadState() is not { } state ? null : new()
        {
            Key = keys.CodeAlert(repository.Id, Number.Value),
            ChangedAt = UpdatedAt,
            Url = HtmlUrl,
            Repository = repository.FullName!,
            Rule = rule,
            Title = Rule?.Description ?? rule,
            // A rule about security has a level of its own; the others say how bad the smell is.
            Severity = GitHubSeverities.Read(Rule?.SecuritySeverityLevel ?? Rule?.Severity),
            State = state,
            Location = MostRecentInstance?.Location is { Path: { Length: > 0 } path } place ? place.StartLine is { } line ? $"{path}:{line}" : path : null,
            Tool = Tool?.Name,
            FirstSeenAt = CreatedAt.Value,
            FixedAt = FixedAt,
        };

    // Webhooks of old say "closed" for fixed.
    private VulnerabilityState? ReadState() => State switch
    {
        "open" => VulnerabilityState.Open,
        "fixed" or "closed" => VulnerabilityState.Fixed,
        "dismissed" => DismissedReason is "won't fix" or "mitigated" ? VulnerabilityState.Accepted : VulnerabilityState.Ignored,
        _ => null,
    };
}

/// <summary>What a scanner looks for.</summary>
internal sealed class GitHubRule
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Severity { get; set; }
    public string? SecuritySeverityLevel { get; set; }
    public string? Description { get; set; }
}

/// <summary>A scanner.</summary>
internal sealed class GitHubTool
{
    public string? Name { get; set; }
}

/// <summary>Where an alert was seen last.</summary>
internal sealed class GitHubAlertInstance
{
    public GitHubLocation? Location { get; set; }
}

/// <summary>A place in a file.</summary>
internal sealed class GitHubLocation
{
    public string? Path { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? StartLine { get; set; }
}
