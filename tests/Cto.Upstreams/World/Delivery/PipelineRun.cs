namespace Cto.Upstreams.World.Delivery;

/// <summary>One run of a pipeline: a workflow run at GitHub, a pipeline at GitLab or CircleCI, a build at Jenkins.</summary>
internal sealed record PipelineRun
{
    public required Repository Repository { get; init; }

    /// <summary>From 1, by creation, in the repository.</summary>
    public int Number { get; init; }

    /// <summary>What it runs: <see cref="Checks"/> or <see cref="Deploys"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Of a change or of the main branch.</summary>
    public const string Checks = "CI";

    /// <summary>The run that made a deployment.</summary>
    public const string Deploys = "Deploy";

    public required string Branch { get; init; }
    public required string Commit { get; init; }

    /// <summary><see langword="null"/> when a machine started it.</summary>
    public required Person? Actor { get; init; }

    /// <summary>The change that it checks; <see langword="null"/> for runs of the main branch.</summary>
    public PullRequest? PullRequest { get; init; }

    /// <summary>The production deployment that it made; <see langword="null"/> for checks.</summary>
    public Deployment? Deployment { get; init; }

    /// <summary>2 where somebody started it again.</summary>
    public required int Attempt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }
    public required RunResult Result { get; init; }

    /// <summary>Unique among all forges.</summary>
    public long Id => (Repository.Id * 1_000_000) + Number;

    public DateTimeOffset UpdatedAt(DateTimeOffset now) => FinishedAt <= now ? FinishedAt : StartedAt <= now ? StartedAt : CreatedAt;

    public override string ToString() => $"{Repository} {Name} {Number}";
}

/// <summary>How a run ended.</summary>
internal enum RunResult
{
    Success,
    Failure,
    Cancelled,
}
