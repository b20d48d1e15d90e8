using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>Deployments with their statuses, and releases.</summary>
internal sealed class GitHubDeployments(GitHubOrganization acme)
{
    public void Map(VendorRoutes routes)
    {
        routes.Get("/repos/{owner}/{repo}/deployments", ListAsync).Needs("repo", "repo_deployment");
        routes.Get("/repos/{owner}/{repo}/deployments/{id}/statuses", StatusesAsync).Needs("repo", "repo_deployment");
        routes.Get("/repos/{owner}/{repo}/releases", ReleasesAsync);
    }

    public static void Write(Utf8JsonWriter json, Deployment deployment, GitHubView view)
    {
        var address = $"{view.Root}/repos/{deployment.Repository.FullName}/deployments/{deployment.Id}";
        json.WriteStartObject();
        json.WriteString("url", address);
        json.WriteNumber("id", deployment.Id);
        json.WriteString("sha", deployment.Commit);
        json.WriteString("ref", deployment.Version);
        json.WriteString("task", "deploy");
        json.WriteStartObject("payload");
        json.WriteEndObject();
        json.WriteString("environment", deployment.Environment);
        json.WriteString("original_environment", deployment.Environment);
        json.WriteString("description", deployment.IsProduction ? string.Create(CultureInfo.InvariantCulture, $"Deployment {deployment.Number} of {deployment.Service}") : "");
        GitHubShapes.User(json, "creator", deployment.Creator);
        json.WriteInstant("created_at", deployment.CreatedAt);
        json.WriteInstant("updated_at", deployment.UpdatedAt(view.Now));
        json.WriteString("statuses_url", $"{address}/statuses");
        json.WriteBoolean("transient_environment", false);
        json.WriteBoolean("production_environment", deployment.IsProduction);
        json.WriteEndObject();
    }

    public static void WriteStatus(Utf8JsonWriter json, Deployment deployment, bool ended, GitHubView view)
    {
        var at = ended ? deployment.FinishedAt : deployment.StartedAt;
        json.WriteStartObject();
        json.WriteNumber("id", (deployment.Id * 10) + (ended ? 2 : 1));
        json.WriteString("state", !ended ? "in_progress" : deployment.Succeeded ? "success" : "failure");
        GitHubShapes.User(json, "creator", deployment.Creator);
        json.WriteString("description", "");
        json.WriteString("environment", deployment.Environment);
        json.WriteString("target_url", $"{GitHubShapes.Web(deployment.Repository)}/actions");
        if (deployment.IsProduction)
        {
            json.WriteString("environment_url", string.Create(CultureInfo.InvariantCulture, $"https://deploy.acme.example/{deployment.Service}/{deployment.Number}"));
        }

        json.WriteString("deployment_url", $"{view.Root}/repos/{deployment.Repository.FullName}/deployments/{deployment.Id}");
        json.WriteInstant("created_at", at);
        json.WriteInstant("updated_at", at);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Release release)
    {
        json.WriteStartObject();
        json.WriteNumber("id", release.Id);
        json.WriteString("html_url", $"{GitHubShapes.Web(release.Repository)}/releases/tag/{release.Tag}");
        json.WriteString("tag_name", release.Tag);
        json.WriteString("target_commitish", release.Commit);
        json.WriteString("name", release.Tag);
        json.WriteBoolean("draft", false);
        json.WriteBoolean("prerelease", false);
        json.WriteInstant("created_at", release.CommittedAt);
        json.WriteInstant("published_at", release.PublishedAt);
        GitHubShapes.User(json, "author", release.Author);
        json.WriteStartArray("assets");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Task ListAsync(VendorCall call)
    {
        call.Only("sha", "ref", "task", "environment", "per_page", "page");
        var (sha, name, environment) = (call.Query("sha"), call.Query("ref"), call.Query("environment"));
        var life = acme.Life(call);
        return call.PageAsync(
            [
                .. life.Deployments.Where(deployment => GitHubOrganization.RunsHere(life.Repository) && deployment.CreatedAt <= call.Now)
                    .Where(deployment => (sha is null || deployment.Commit == sha) && (name is null || deployment.Version == name) && (environment is null || deployment.Environment == environment))
                    .Reverse(),
            ],
            (json, deployment) => Write(json, deployment, call.View()));
    }

    private Task StatusesAsync(VendorCall call)
    {
        call.Only("per_page", "page");
        var deployment = acme.Life(call).Deployment(call.RouteNumber("id")) is { } found && found.CreatedAt <= call.Now ? found : throw Refusal.NotFound();
        bool[] told = deployment.FinishedAt <= call.Now ? [true, false] : deployment.StartedAt <= call.Now ? [false] : [];
        return call.PageAsync(told, (json, ended) => WriteStatus(json, deployment, ended, call.View()));
    }

    private Task ReleasesAsync(VendorCall call)
    {
        call.Only("per_page", "page");
        return call.PageAsync([.. acme.Life(call).Releases.Where(release => release.PublishedAt <= call.Now).Reverse()], Write);
    }
}
