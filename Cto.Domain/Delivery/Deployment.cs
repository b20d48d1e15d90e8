namespace Cto.Domain.Delivery;

/// <summary>One run that put a version of a service into one environment, however many commits it carried.</summary>
public sealed record Deployment : Fact
{
    /// <summary>The service's name as the source knows it.</summary>
    public required string Service { get; init; }

    /// <summary>The repository (<c>owner/name</c>) the version comes from; <see langword="null"/> when unknown.</summary>
    public string? Repository { get; init; }

    /// <summary>The environment's name as the source knows it; <see cref="DeliveryRules"/> tell which are production.</summary>
    public required string Environment { get; init; }

    /// <summary>The deployed commit; with <see cref="Ref"/> it is the version. <see langword="null"/> when unknown.</summary>
    public string? Commit { get; init; }

    /// <summary>The tag or branch that was deployed; <see langword="null"/> when unknown.</summary>
    public string? Ref { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The last finished time of the run; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How the run ended; <see langword="null"/> while it runs.</summary>
    public DeploymentResult? Result { get; init; }

    /// <summary>The commits added since the previous successful production deployment; <see langword="null"/> when the graph is unknown.</summary>
    public IReadOnlyList<string>? Commits { get; init; }

    /// <summary>What started it: <c>push</c>, <c>manual</c>, <c>schedule</c>, a user; <see langword="null"/> when unknown.</summary>
    public string? Trigger { get; init; }

    /// <summary><c>hotfix</c> and <c>rollback</c> have a meaning.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}

/// <summary>How a deployment's run ended.</summary>
public enum DeploymentResult
{
    Success,
    Failure,
}
