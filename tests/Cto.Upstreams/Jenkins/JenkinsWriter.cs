using System.Text.Json;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.Jenkins;

/// <summary>Writes what Jenkins tells, in the shapes that were recorded of real servers.</summary>
internal static class JenkinsWriter
{
    public const string Version = "2.479.1";

    public static void Folder(Utf8JsonWriter json, IReadOnlyList<(string Name, JenkinsJob? Job)> items, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("_class", "com.cloudbees.hudson.plugins.folder.Folder");
        json.WriteStartArray("jobs");
        foreach (var (name, job) in items)
        {
            json.WriteStartObject();
            json.WriteString("_class", job is null ? "com.cloudbees.hudson.plugins.folder.Folder" : job.Repository is null ? "hudson.model.FreeStyleProject" : "org.jenkinsci.plugins.workflow.job.WorkflowJob");
            json.WriteString("fullName", name);
            json.WriteString("name", name.Split('/')[^1]);
            if (job is null)
            {
                json.WriteStartArray("jobs");
                json.WriteEndArray();
            }
            else if (job.Builds.LastOrDefault(build => build.StartedAt <= now) is { } last)
            {
                json.WriteStartObject("lastBuild");
                json.WriteNumber("number", last.Number);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Builds(Utf8JsonWriter json, IReadOnlyList<JenkinsBuild> builds, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("_class", "org.jenkinsci.plugins.workflow.job.WorkflowJob");
        json.WriteStartArray("allBuilds");
        foreach (var build in builds)
        {
            Build(json, build, now);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Build(Utf8JsonWriter json, JenkinsBuild build, DateTimeOffset now)
    {
        var running = build.FinishedAt > now;
        json.WriteStartObject();
        json.WriteString("_class", "org.jenkinsci.plugins.workflow.job.WorkflowRun");
        json.WriteStartArray("actions");
        json.WriteStartObject();
        json.WriteString("_class", "hudson.model.CauseAction");
        json.WriteStartArray("causes");
        json.WriteStartObject();
        json.WriteString("_class", build.Cause);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteEndObject();
        if (build.Job.Repository is { } repository)
        {
            json.WriteStartObject();
            json.WriteString("_class", "hudson.plugins.git.util.BuildData");
            json.WriteStartObject("lastBuiltRevision");
            json.WriteString("SHA1", build.Commit);
            json.WriteStartArray("branch");
            json.WriteStartObject();
            json.WriteString("name", $"refs/remotes/origin/{build.Branch}");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("remoteUrls");
            json.WriteStringValue($"git@github.com:{repository.FullName}.git");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("building", running);
        json.WriteNumber("duration", running ? 0 : (long)(build.FinishedAt - build.StartedAt).TotalMilliseconds);
        json.WriteNumber("number", build.Number);
        json.WriteString("result", running ? null : build.Result switch { RunResult.Success => "SUCCESS", RunResult.Failure => "FAILURE", _ => "ABORTED" });
        json.WriteNumber("timestamp", build.StartedAt.ToUnixTimeMilliseconds());
        json.WriteStartArray("changeSets");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Stages(Utf8JsonWriter json, JenkinsBuild build, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", $"{build.Number}");
        json.WriteStartArray("stages");
        json.WriteStartObject();
        json.WriteString("id", "6");
        json.WriteString("name", build.Job.Deploys ? "Deploy" : "Build");
        json.WriteString("status", build.FinishedAt > now ? "IN_PROGRESS" : build.Result switch { RunResult.Success => "SUCCESS", RunResult.Failure => "FAILED", _ => "ABORTED" });
        json.WriteNumber("startTimeMillis", build.StartedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("durationMillis", (long)((build.FinishedAt < now ? build.FinishedAt : now) - build.StartedAt).TotalMilliseconds);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
