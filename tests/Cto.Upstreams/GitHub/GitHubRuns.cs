using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>Workflow runs.</summary>
internal sealed class GitHubRuns(GitHubOrganization acme, GitHubShapes shapes)
{
    public void Map(VendorRoutes routes) => routes.Get("/repos/{owner}/{repo}/actions/runs", ListAsync);

    public void Write(Utf8JsonWriter json, PipelineRun run, GitHubView view)
    {
        var ended = run.FinishedAt <= view.Now;
        json.WriteStartObject();
        json.WriteNumber("id", run.Id);
        json.WriteString("name", run.Name);
        json.WriteString("head_branch", run.Branch);
        json.WriteString("head_sha", run.Commit);
        json.WriteString("path", run.Name == PipelineRun.Deploys ? ".github/workflows/deploy.yml" : ".github/workflows/ci.yml");
        json.WriteString("display_title", run.PullRequest?.Title ?? $"{run.Name} {run.Commit[..7]}");
        json.WriteNumber("run_number", run.Number);
        json.WriteString("event", run.Deployment is not null ? "workflow_dispatch" : run.PullRequest is not null ? "pull_request" : "push");
        json.WriteString("status", ended ? "completed" : run.StartedAt <= view.Now ? "in_progress" : "queued");
        if (ended)
        {
            json.WriteString("conclusion", run.Result switch { RunResult.Success => "success", RunResult.Cancelled => "cancelled", _ => "failure" });
        }
        else
        {
            json.WriteNull("conclusion");
        }

        json.WriteNumber("workflow_id", (run.Repository.Number * 10) + (run.Name == PipelineRun.Deploys ? 2 : 1));
        json.WriteString("url", $"{view.Root}/repos/{run.Repository.FullName}/actions/runs/{run.Id}");
        json.WriteString("html_url", $"{GitHubShapes.Web(run.Repository)}/actions/runs/{run.Id}");
        json.WriteStartArray("pull_requests");
        json.WriteEndArray();
        json.WriteInstant("created_at", run.CreatedAt);
        json.WriteInstant("updated_at", run.UpdatedAt(view.Now));
        GitHubShapes.User(json, "actor", run.Actor);
        json.WriteNumber("run_attempt", run.Attempt);
        json.WriteInstant("run_started_at", run.StartedAt);
        json.WriteStartObject("head_commit");
        json.WriteString("id", run.Commit);
        json.WriteString("tree_id", run.Commit);
        json.WriteString("message", run.PullRequest?.Title ?? "");
        json.WriteInstant("timestamp", run.CreatedAt);
        json.WriteNull("author");
        json.WriteNull("committer");
        json.WriteEndObject();
        shapes.Repository(json, "repository", run.Repository, view);
        shapes.Repository(json, "head_repository", run.Repository, view);
        json.WriteEndObject();
    }

    private Task ListAsync(VendorCall call)
    {
        call.Only("actor", "branch", "event", "status", "per_page", "page", "created", "exclude_pull_requests", "check_suite_id", "head_sha");
        var life = acme.Life(call);
        var (branch, sha) = (call.Query("branch"), call.Query("head_sha"));
        List<PipelineRun> all =
        [
            .. life.Runs.Where(run => GitHubOrganization.RunsHere(life.Repository) && run.CreatedAt <= call.Now && (branch is null || run.Branch == branch) && (sha is null || run.Commit == sha)).Reverse(),
        ];
        var page = call.NumberedPage(all);
        call.Link(page);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("total_count", all.Count);
            json.WriteStartArray("workflow_runs");
            foreach (var run in page.Items)
            {
                Write(json, run, call.View());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
