using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.CircleCI;

/// <summary>One page of a list.</summary>
internal sealed class CirclePage<T>
{
    public T?[]? Items { get; set; }

    /// <summary>Leads to the page after this one; <see langword="null"/> on the last.</summary>
    public string? NextPageToken { get; set; }
}

/// <summary>Whose the token is.</summary>
internal sealed class CircleUser
{
    public string? Login { get; set; }
    public string? Name { get; set; }
}

/// <summary>CircleCI's own words in a refusal.</summary>
internal sealed class CircleRefusal
{
    public string? Message { get; set; }
}

/// <summary>What one push, schedule or call set going: it consists of workflows.</summary>
internal sealed class CirclePipeline
{
    public string? Id { get; set; }
    public string? ProjectSlug { get; set; }
    public string? State { get; set; }
    public CircleTrigger? Trigger { get; set; }
    public CircleVcs? Vcs { get; set; }
    public CircleTriggerParameters? TriggerParameters { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The repository: by its address, else by the slug, <c>gh/acme/shop</c>.</summary>
    [JsonIgnore]
    public string? Repository => RepositoryName.Of(Vcs?.TargetRepositoryUrl ?? Vcs?.OriginRepositoryUrl)
        ?? (ProjectSlug?.Split('/') is ["gh" or "bb" or "github" or "bitbucket", { Length: > 0 } owner, { Length: > 0 } name] ? $"{owner}/{name}" : null)
        ?? (TriggerParameters?.Circleci is { OrgName: { Length: > 0 } organization, ProjectName: { Length: > 0 } project } ? $"{organization}/{project}" : ProjectSlug);

    [JsonIgnore]
    public string? Commit => Vcs?.Revision ?? TriggerParameters?.Git?.CheckoutSha;

    /// <summary>The branch or tag.</summary>
    [JsonIgnore]
    public string? Ref => Vcs?.Branch ?? Vcs?.Tag ?? TriggerParameters?.Git?.Branch;
}

/// <summary>What set a pipeline going.</summary>
internal sealed class CircleTrigger
{
    public string? Type { get; set; }
}

/// <summary>What was checked out.</summary>
internal sealed class CircleVcs
{
    public string? OriginRepositoryUrl { get; set; }
    public string? TargetRepositoryUrl { get; set; }
    public string? Revision { get; set; }
    public string? Branch { get; set; }
    public string? Tag { get; set; }
}

/// <summary>The same of projects that are connected through an app.</summary>
internal sealed class CircleTriggerParameters
{
    public CircleGit? Git { get; set; }
    public CircleNames? Circleci { get; set; }
}

/// <summary>What was checked out.</summary>
internal sealed class CircleGit
{
    public string? CheckoutSha { get; set; }
    public string? Branch { get; set; }
}

/// <summary>The names of organisation and project.</summary>
internal sealed class CircleNames
{
    public string? OrgName { get; set; }
    public string? ProjectName { get; set; }
}

/// <summary>One run of a workflow; a re-run is another with the same name in the same pipeline.</summary>
internal sealed class CircleWorkflow
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Status { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StoppedAt { get; set; }
}

/// <summary>One job of a workflow.</summary>
internal sealed class CircleJob
{
    public string? Id { get; set; }
    public string? Name { get; set; }

    /// <summary><c>build</c>, or <c>approval</c>: a person's word, which runs nothing.</summary>
    public string? Type { get; set; }
    public string? Status { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StartedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StoppedAt { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CirclePage<CirclePipeline>))]
[JsonSerializable(typeof(CirclePage<CircleWorkflow>))]
[JsonSerializable(typeof(CirclePage<CircleJob>))]
[JsonSerializable(typeof(CircleUser))]
[JsonSerializable(typeof(CircleRefusal))]
[JsonSerializable(typeof(CircleDelivery))]
internal sealed partial class CircleJson : JsonSerializerContext;
