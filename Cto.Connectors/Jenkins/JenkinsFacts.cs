using System.Globalization;
using Cto.Domain.Delivery;

namespace Cto.Connectors.Jenkins;

/// <summary>Makes facts of builds and stages.</summary>
internal sealed class JenkinsFacts(JenkinsSettings settings)
{
    private readonly string _server = $"jenkins:{settings.BaseAddress.Authority}{settings.BaseAddress.AbsolutePath.TrimEnd('/')}/";

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public PipelineRun? Run(JenkinsJob job, JenkinsBuild build)
    {
        if (build.Number <= 0 || build.StartedAt is not { } startedAt)
        {
            return null;
        }

        var source = Source(job, build);
        return new()
        {
            Key = Key(job, build),
            ChangedAt = build.FinishedAt ?? startedAt,
            Url = Url(job, build),
            Repository = settings.RepositoryOf(job.FullName!) ?? source.Repository ?? job.FullName!,
            Name = source.Pipeline,
            Branch = source.Branch,
            Commit = source.Commit,
            Trigger = TriggerOf(build),
            CreatedAt = startedAt,
            StartedAt = startedAt,
            FinishedAt = build.FinishedAt,
            Result = build.FinishedAt is null ? null : ResultOf(build.Result),
        };
    }

    /// <summary>A build that deploys.</summary>
    /// <returns><see langword="null"/> when it was given up before it deployed, or lacks what identifies it.</returns>
    public Deployment? Deployment(JenkinsJob job, JenkinsBuild build, string environment) =>
        Run(job, build) is { } run ? Deployment(job, build, run, run.Key, run.StartedAt, run.FinishedAt, run.Result, environment) : null;

    /// <summary>A stage that deploys.</summary>
    /// <returns><inheritdoc cref="Deployment(JenkinsJob, JenkinsBuild, string)"/></returns>
    public Deployment? Deployment(JenkinsJob job, JenkinsBuild build, JenkinsStage stage, string environment)
    {
        if (Run(job, build) is not { } run || stage is not { Id: { Length: > 0 } id, StartTimeMillis: > 0 and < 253402300800_000 and { } start })
        {
            return null;
        }

        var startedAt = DateTimeOffset.FromUnixTimeMilliseconds(start);
        PipelineResult? result = stage.Status switch
        {
            "SUCCESS" => PipelineResult.Success,
            "FAILED" or "FAILURE" or "UNSTABLE" => PipelineResult.Failure,
            "ABORTED" => PipelineResult.Cancelled,
            "NOT_EXECUTED" or "NOT_BUILD" or "NOT_BUILT" => PipelineResult.Skipped,
            // A stage without a word of its own ended with its build.
            null => run.Result is PipelineResult.Success ? null : run.Result,
            _ => null,
        };
        var finishedAt = result is null || stage.DurationMillis is not (>= 0 and < 31_536_000_000) ? null : (DateTimeOffset?)startedAt.AddMilliseconds(stage.DurationMillis.Value);
        return Deployment(job, build, run, $"{run.Key}/{id}", startedAt, finishedAt, result, environment);
    }

    public static PipelineResult? ResultOf(string? result) => result switch
    {
        "SUCCESS" => PipelineResult.Success,
        // Built, and yet its tests failed.
        "FAILURE" or "UNSTABLE" => PipelineResult.Failure,
        "ABORTED" => PipelineResult.Cancelled,
        "NOT_BUILT" or "NOT_BUILD" => PipelineResult.Skipped,
        _ => null,
    };

    /// <summary>Why it was started, in Jenkins' word: <c>UserId</c>, <c>TimerTrigger</c>, <c>SCMTrigger</c>, <c>BranchEvent</c>; <see langword="null"/> when it does not say.</summary>
    public static string? TriggerOf(JenkinsBuild build)
    {
        var cause = (build.Actions ?? []).SelectMany(action => action?.Causes ?? []).FirstOrDefault(cause => cause?.Class is { Length: > 0 })?.Class;
        var word = cause?.Split('.', '$')[^1];
        return word is { Length: > 5 } && word.EndsWith("Cause", StringComparison.Ordinal) ? word[..^5] : word;
    }

    private Deployment? Deployment(
        JenkinsJob job, JenkinsBuild build, PipelineRun run, string key, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, PipelineResult? result, string environment)
    {
        if (result is PipelineResult.Cancelled or PipelineResult.Skipped)
        {
            return null;
        }

        return new()
        {
            Key = key,
            ChangedAt = finishedAt ?? startedAt,
            Url = Url(job, build),
            Service = run.Repository.Split('/')[^1],
            Repository = run.Repository,
            Environment = environment,
            Commit = run.Commit,
            Ref = run.Branch,
            StartedAt = startedAt,
            FinishedAt = finishedAt,
            Result = result switch { PipelineResult.Success => DeploymentResult.Success, PipelineResult.Failure => DeploymentResult.Failure, _ => null },
            Trigger = run.Trigger,
        };
    }

    private static JenkinsSource Source(JenkinsJob job, JenkinsBuild build)
    {
        var own = Uri.UnescapeDataString(job.Name ?? job.FullName!.Split('/')[^1]);
        // A pipeline checks its shared libraries out first: of several, the one of the job's own branch counts, else the last.
        var checkouts = (build.Actions ?? []).Where(action => action?.LastBuiltRevision is not null).Select(action => action!).ToList();
        var checkout = checkouts.FirstOrDefault(action => BranchOf(action) == own) ?? checkouts.LastOrDefault();
        var branch = checkout is null ? null : BranchOf(checkout);
        // The jobs of a multibranch project are its branches: the pipeline is the project.
        var isBranch = branch is not null && branch == own && job.FullName!.Contains('/');
        return new(
            isBranch ? job.FullName![..job.FullName!.LastIndexOf('/')] : job.FullName!,
            checkout?.RemoteUrls?.Select(RepositoryName.Of).FirstOrDefault(name => name is not null),
            branch,
            checkout?.LastBuiltRevision?.Sha1 ?? (build.ChangeSets ?? [build.ChangeSet]).SelectMany(set => set?.Items ?? []).LastOrDefault(change => change?.CommitId is { Length: > 0 })?.CommitId);
    }

    private static string? BranchOf(JenkinsAction checkout)
    {
        var name = checkout.LastBuiltRevision?.Branch?.FirstOrDefault(branch => branch?.Name is { Length: > 0 })?.Name;
        foreach (var prefix in (ReadOnlySpan<string>)["refs/remotes/", "refs/heads/", "origin/"])
        {
            name = name?.StartsWith(prefix, StringComparison.Ordinal) == true ? name[prefix.Length..] : name;
        }

        return name is "detached" or "HEAD" ? null : name;
    }

    private string Key(JenkinsJob job, JenkinsBuild build) => string.Create(CultureInfo.InvariantCulture, $"{_server}{job.FullName}#{build.Number}");

    private string Url(JenkinsJob job, JenkinsBuild build) => string.Create(CultureInfo.InvariantCulture, $"{settings.BaseAddress}{job.Path}{build.Number}/");

    private sealed record JenkinsSource(string Pipeline, string? Repository, string? Branch, string? Commit);
}
