using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Connectors.Jenkins;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests.Jenkins;

/// <summary>Every payload that was ever recorded of Jenkins is read.</summary>
public sealed class JenkinsRecordedTests : IDisposable
{
    private readonly ServiceProvider _services = Connectors.Start();
    private readonly JenkinsFacts _facts;

    public JenkinsRecordedTests() => _facts = new(new JenkinsSettings(new(new Dictionary<string, string> { ["baseUrl"] = "https://jenkins.test/ci" }), _services.GetRequiredService<AddressGuard>()));

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Every_recorded_list_is_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.Equal(
            ["builds", "builds_multibranch", "jobs_multibranch", "wfapi_stages"],
            Directory.GetFiles(Specs.Path("recorded", "jenkins"), "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("builds", "Test-jenkins-dir/devlake", "merico-dev/lake")]
    [InlineData("builds_multibranch", "github_org/devlake-jenkins/main", "gustavobini/devlake-jenkins")]
    public void Every_recorded_build_is_a_run(string list, string name, string repository)
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var job = new JenkinsJob { FullName = name, Name = name.Split('/')[^1] };
        var runs = Lines(list).Select(line => _facts.Run(job, JsonSerializer.Deserialize(line, JenkinsJson.Default.JenkinsBuild)!)).ToList();

        Assert.All(runs, Assert.NotNull);
        Assert.All(runs, run => Assert.StartsWith($"jenkins:jenkins.test/ci/{name}#", run!.Key, StringComparison.Ordinal));
        Assert.All(runs, run => Assert.Equal(run!.Result is null, run.FinishedAt is null));
        Assert.Contains(runs, run => run!.Repository == repository && run.Branch == "main" && run.Commit!.Length == 40);
        // What nobody checked out for is the job's own.
        Assert.All(runs, run => Assert.True(run!.Repository == repository || (run.Repository == name && run.Commit is null)));
        Assert.All(runs, run => Assert.NotNull(run!.Trigger));
    }

    [Fact]
    public void Every_recorded_branch_is_a_job()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var jobs = Lines("jobs_multibranch").Select(line => JsonSerializer.Deserialize($$"""{"jobs":[{{line}}]}""", JenkinsJson.Default.JenkinsFolder)!.Jobs![0]!).ToList();

        Assert.Equal(4, jobs.Count);
        Assert.All(jobs, job => Assert.Null(job.Jobs));
        Assert.All(jobs, job => Assert.StartsWith("job/github_org/job/devlake-jenkins/job/", job.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_recorded_stage_may_be_a_deployment()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var build = new JenkinsBuild { Number = 1, Timestamp = 1_600_000_000_000, Duration = 1000, Result = "ABORTED" };
        var read = Lines("wfapi_stages").Select(line => JsonSerializer.Deserialize($$"""{"stages":[{{line}}]}""", JenkinsJson.Default.JenkinsRun)!.Stages![0]!)
            .Select(stage => (stage.Status, Deployment: _facts.Deployment(new() { FullName = "shop", Name = "shop" }, build, stage, "production"))).ToList();

        // Aborted, never executed or without a word in an aborted build: given up before it deployed.
        Assert.All(read, stage => Assert.Equal(stage.Status is "SUCCESS" or "FAILED" or "FAILURE" or "UNSTABLE", stage.Deployment is not null));
        Assert.All(read.Where(stage => stage.Deployment is not null), stage => Assert.Equal(stage.Status is "SUCCESS" ? DeploymentResult.Success : DeploymentResult.Failure, stage.Deployment!.Result));
    }

    [Fact]
    public void Deviations_are_survived()
    {
        var job = new JenkinsJob { FullName = "a b/c", Name = "c" };
        Assert.Equal("job/a%20b/job/c/", job.Path);
        Assert.Null(_facts.Run(job, new()));
        Assert.Null(_facts.Run(job, new() { Number = 1, Timestamp = long.MaxValue }));
        var odd = JsonSerializer.Deserialize("""{"number":1,"timestamp":1600000000000,"duration":-5,"result":"SUCCESS","actions":[null,{"lastBuiltRevision":null,"causes":[null,{}]},{"lastBuiltRevision":{"branch":[null]},"remoteUrls":[null,"nowhere"]}],"changeSet":{"items":[null]}}""", JenkinsJson.Default.JenkinsBuild)!;
        var run = _facts.Run(job, odd)!;
        Assert.Equal(("a b/c", null, null, null), (run.Repository, run.Branch, run.Commit, run.FinishedAt));
        Assert.Equal(SourceFault.InvalidSettings, Assert.Throws<SourceException>(() => new JenkinsSettings(new(new Dictionary<string, string> { ["baseUrl"] = "https://j.test", ["repositories"] = "x" }), _services.GetRequiredService<AddressGuard>())).Fault);
    }

    private static IEnumerable<string> Lines(string list) => File.ReadLines(Specs.Path("recorded", "jenkins", $"{list}.jsonl"));
}
