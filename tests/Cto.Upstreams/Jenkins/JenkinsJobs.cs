using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.Jenkins;

/// <summary>The jobs of the controller, in two folders: <c>data</c> and <c>legacy</c>.</summary>
internal sealed class JenkinsJobs(Company company)
{
    private readonly Lazy<IReadOnlyList<JenkinsJob>> _all = new(() => Grow(company));

    public IReadOnlyList<JenkinsJob> All => _all.Value;

    /// <summary>A job by its name with its folders; <see langword="null"/> when there is none.</summary>
    public JenkinsJob? Find(string name) => All.FirstOrDefault(job => job.Name == name);

    /// <summary>What is directly in a folder: jobs, and names of folders.</summary>
    public IReadOnlyList<(string Name, JenkinsJob? Job)> In(string folder)
    {
        var prefix = folder.Length == 0 ? "" : $"{folder}/";
        return [.. All.Where(job => job.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(job => prefix + job.Name[prefix.Length..].Split('/')[0]).Distinct().Select(name => (name, Find(name)))];
    }

    private static List<JenkinsJob> Grow(Company company)
    {
        var service = company.Services.Single(service => service.Pipeline is Pipeline.Jenkins);
        var repository = company.Repository(service.Name);
        var runs = company.Delivery.Of(service).Runs.OrderBy(run => run.StartedAt).ToList();
        JenkinsJob Of(string name, Func<PipelineRun, bool> which, bool deploys = false)
        {
            var job = new JenkinsJob(name, repository, deploys);
            job.Builds.AddRange(runs.Where(which).Select((run, place) => new JenkinsBuild(job, place + 1, run.StartedAt, run.FinishedAt, run.Result)
            {
                Branch = run.Branch,
                Commit = run.Commit,
                Cause = run.Deployment is null ? "jenkins.branch.BranchEventCause" : "hudson.model.Cause$UserIdCause",
            }));
            return job;
        }

        return
        [
            Of($"data/{service.Name}/main", run => run.Deployment is null && run.Branch == "main"),
            Of($"data/{service.Name}-deploy", run => run.Deployment is not null, deploys: true),
            Of($"data/{service.Name}-verify", run => run.Deployment is null && run.Branch != "main"),
            Nightly(company, "legacy/invoice-export", 2),
            Nightly(company, "legacy/stock report", 4),
        ];
    }

    /// <summary>A job from another time, which runs every night and checks nothing out.</summary>
    private static JenkinsJob Nightly(Company company, string name, int hour)
    {
        var dice = company.Dice("jenkins/nightly", name);
        var job = new JenkinsJob(name, null, false);
        var every = Math.Max(1, (int)Math.Round(1 / company.Scale));
        for (var night = company.Founded.Day().AddDays(1).AddHours(hour); night < company.End; night = night.AddDays(every))
        {
            var started = night.AddSeconds(dice.Between(0, 50));
            job.Builds.Add(new(job, job.Builds.Count + 1, started, started + dice.Skewed(TimeSpan.FromMinutes(11), 0.4), dice.Chance(0.93) ? RunResult.Success : dice.Chance(0.3) ? RunResult.Cancelled : RunResult.Failure)
            {
                Cause = "hudson.triggers.TimerTrigger$TimerTriggerCause",
            });
        }

        return job;
    }
}

/// <summary>A job by its name with its folders.</summary>
/// <param name="Repository">What it checks out; <see langword="null"/> = nothing.</param>
/// <param name="Deploys">Whether its builds put something into production.</param>
internal sealed record JenkinsJob(string Name, Repository? Repository, bool Deploys)
{
    /// <summary>By number, those to come included.</summary>
    public List<JenkinsBuild> Builds { get; } = [];
}

/// <summary>One build.</summary>
internal sealed record JenkinsBuild(JenkinsJob Job, int Number, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, RunResult Result)
{
    /// <summary>The class of what started it.</summary>
    public required string Cause { get; init; }
    public string? Branch { get; init; }
    public string? Commit { get; init; }
}
