using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitLab;

/// <summary>Pipelines, deployments, releases, and the way between two commits.</summary>
internal sealed class GitLabDelivery(GitLabGroup mobile)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/api/v4/projects/{id}/pipelines", PipelinesAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/deployments", DeploymentsAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/releases", ReleasesAsync).Needs("api", "read_api");
        routes.Get("/api/v4/projects/{id}/repository/compare", CompareAsync).Needs("api", "read_api", "read_repository");
    }

    public static string StatusOf(PipelineRun run, DateTimeOffset now) => run.FinishedAt <= now
        ? run.Result switch { RunResult.Success => "success", RunResult.Cancelled => "canceled", _ => "failed" }
        : run.StartedAt <= now ? "running" : "pending";

    public static string SourceOf(PipelineRun run) => run.Deployment is not null ? "web" : run.PullRequest is not null ? "merge_request_event" : "push";

    private static string StatusOf(Deployment deployment, DateTimeOffset now) =>
        deployment.FinishedAt <= now ? deployment.Succeeded ? "success" : "failed" : deployment.StartedAt <= now ? "running" : "created";

    private Task PipelinesAsync(VendorCall call)
    {
        call.Only("page", "per_page", "scope", "status", "ref", "sha", "yaml_errors", "username", "updated_before", "updated_after", "created_before", "created_after", "order_by", "sort", "source", "name");
        var (status, name) = (call.Query("status"), call.Query("ref"));
        var found = call.Asked(mobile.Life(call).Runs, run => run.CreatedAt, run => run.UpdatedAt(call.Now), "id", "status", "ref", "updated_at", "user_id");
        return call.ListAsync([.. found.Where(run => (status is null || StatusOf(run, call.Now) == status) && (name is null || run.Branch == name))], (json, run) =>
        {
            json.WriteStartObject();
            json.WriteNumber("id", run.Id);
            json.WriteNumber("iid", run.Number);
            json.WriteNumber("project_id", run.Repository.Id);
            json.WriteString("sha", run.Commit);
            json.WriteString("ref", run.Branch);
            json.WriteString("status", StatusOf(run, call.Now));
            json.WriteString("source", SourceOf(run));
            json.WriteTime("created_at", run.CreatedAt);
            json.WriteTime("updated_at", run.UpdatedAt(call.Now));
            json.WriteString("web_url", $"{GitLabShapes.Web(run.Repository)}/-/pipelines/{run.Id}");
            json.WriteString("name", run.Name);
            json.WriteEndObject();
        });
    }

    private Task DeploymentsAsync(VendorCall call)
    {
        call.Only("page", "per_page", "order_by", "sort", "updated_after", "updated_before", "finished_after", "finished_before", "environment", "status");
        if (call.Query("updated_after") is not null && call.Query("order_by") != "updated_at")
        {
            throw new Refusal(400, "`updated_at` filter requires `updated_at` sort");
        }

        var (environment, status) = (call.Query("environment"), call.Query("status"));
        var found = call.Asked(mobile.Life(call).Deployments, deployment => deployment.CreatedAt, deployment => deployment.UpdatedAt(call.Now), "id", "iid", "created_at", "updated_at", "finished_at");
        return call.ListAsync(
            [.. found.Where(deployment => (environment is null || deployment.Environment == environment) && (status is null || StatusOf(deployment, call.Now) == status))],
            (json, deployment) => Write(json, deployment, call.Now));
    }

    private static void Write(Utf8JsonWriter json, Deployment deployment, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteNumber("id", deployment.Id);
        json.WriteNumber("iid", deployment.Place);
        json.WriteString("ref", deployment.Version);
        json.WriteString("sha", deployment.Commit);
        json.WriteTime("created_at", deployment.CreatedAt);
        json.WriteTime("updated_at", deployment.UpdatedAt(now));
        json.WriteString("status", StatusOf(deployment, now));
        GitLabShapes.User(json, "user", deployment.Creator);
        json.WriteStartObject("environment");
        json.WriteNumber("id", (deployment.Repository.Number * 10) + (deployment.IsProduction ? 1 : 2));
        json.WriteString("name", deployment.Environment);
        json.WriteString("external_url", deployment.IsProduction ? string.Create(CultureInfo.InvariantCulture, $"https://deploy.acme.example/{deployment.Service}/{deployment.Number}") : "");
        json.WriteEndObject();
        json.WriteStartObject("deployable");
        json.WriteNumber("id", deployment.Id);
        json.WriteString("status", StatusOf(deployment, now));
        json.WriteString("stage", "deploy");
        json.WriteString("name", $"deploy:{deployment.Environment}");
        json.WriteTime("created_at", deployment.CreatedAt);
        json.WriteTime("started_at", deployment.StartedAt <= now ? deployment.StartedAt : null);
        json.WriteTime("finished_at", deployment.FinishedAt <= now ? deployment.FinishedAt : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private Task ReleasesAsync(VendorCall call)
    {
        call.Only("page", "per_page", "order_by", "sort", "include_html_description", "updated_before", "updated_after");
        return call.ListAsync(call.Asked(mobile.Life(call).Releases, release => release.PublishedAt, release => release.PublishedAt, "released_at", "created_at"), (json, release) =>
        {
            json.WriteStartObject();
            json.WriteString("tag_name", release.Tag);
            json.WriteString("name", release.Tag);
            json.WriteString("description", "");
            json.WriteTime("created_at", release.PublishedAt);
            json.WriteTime("released_at", release.PublishedAt);
            json.WriteBoolean("upcoming_release", false);
            GitLabShapes.User(json, "author", release.Author);
            json.WriteStartObject("commit");
            json.WriteString("id", release.Commit);
            json.WriteEndObject();
            json.WriteStartObject("_links");
            json.WriteString("self", $"{GitLabShapes.Web(release.Repository)}/-/releases/{release.Tag}");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private Task CompareAsync(VendorCall call)
    {
        call.Only("from", "to", "from_project_id", "straight", "unidiff");
        var life = mobile.Life(call);
        var (from, to) = (PlaceOf(life, "from", call), PlaceOf(life, "to", call));
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("commits");
            foreach (var commit in life.Between(from, to))
            {
                GitLabMergeRequests.Commit(json, commit, life.Repository);
            }

            json.WriteEndArray();
            json.WriteStartArray("diffs");
            json.WriteEndArray();
            json.WriteBoolean("compare_timeout", false);
            json.WriteBoolean("compare_same_ref", from == to);
            json.WriteString("web_url", $"{GitLabShapes.Web(life.Repository)}/-/compare/{call.Query("from")}...{call.Query("to")}");
            json.WriteEndObject();
        });
    }

    private static int PlaceOf(RepositoryLife life, string parameter, VendorCall call) =>
        call.Query(parameter) is not { } commit ? throw Refusal.Bad(parameter, "is missing")
        : life.PlaceOf(commit) is >= 0 and var place && life.Line[place].MergedAt <= call.Now ? place
        : throw Refusal.NotFound("404 Ref Not Found");
}
