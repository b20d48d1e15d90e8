using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitLab;

/// <summary>What GitLab tells by webhook: merge requests, pipelines and deployments, as they happen.</summary>
internal sealed class GitLabHooks(GitLabGroup mobile)
{
    /// <summary>Of (from, until], in order.</summary>
    public IEnumerable<SimulatedWebhook> Between(DateTimeOffset from, DateTimeOffset until) =>
        mobile.Projects.SelectMany(project => Of(project, at => at > from && at <= until)).OrderBy(hook => hook.At);

    private IEnumerable<SimulatedWebhook> Of(Repository project, Func<DateTimeOffset, bool> happens)
    {
        var life = mobile.Company.Delivery.Of(project);
        foreach (var pull in life.PullRequests)
        {
            foreach (var (at, action) in ((DateTimeOffset, string)[])[(pull.CreatedAt, "open"), (pull.ClosedAt, pull.MergedAt is null ? "close" : "merge")])
            {
                if (happens(at))
                {
                    yield return Hook("Merge Request Hook", "merge_request", at, project, json =>
                    {
                        json.WriteNumber("id", pull.Id);
                        json.WriteNumber("iid", pull.Number);
                        json.WriteString("title", pull.Title);
                        json.WriteString("action", action);
                    });
                }
            }
        }

        foreach (var run in life.Runs.Where(run => happens(run.FinishedAt)))
        {
            yield return Hook("Pipeline Hook", "pipeline", run.FinishedAt, project, json =>
            {
                json.WriteNumber("id", run.Id);
                json.WriteString("name", run.Name);
                json.WriteString("ref", run.Branch);
                json.WriteString("sha", run.Commit);
                json.WriteString("source", GitLabDelivery.SourceOf(run));
                json.WriteString("status", GitLabDelivery.StatusOf(run, run.FinishedAt));
                json.WriteString("created_at", Text(run.CreatedAt));
                json.WriteString("finished_at", Text(run.FinishedAt));
            });
        }

        foreach (var deployment in life.Deployments.Where(deployment => happens(deployment.FinishedAt)))
        {
            yield return Hook("Deployment Hook", "deployment", deployment.FinishedAt, project, null, deployment);
        }
    }

    // Webhooks write times otherwise than the API does.
    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static SimulatedWebhook Hook(string name, string kind, DateTimeOffset at, Repository project, Action<Utf8JsonWriter>? attributes, Deployment? deployment = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object_kind", kind);
            json.WriteStartObject("project");
            json.WriteNumber("id", project.Id);
            json.WriteString("path_with_namespace", project.GitLabPath);
            json.WriteString("web_url", GitLabShapes.Web(project));
            json.WriteEndObject();
            if (deployment is not null)
            {
                json.WriteNumber("deployment_id", deployment.Id);
                json.WriteString("environment", deployment.Environment);
                json.WriteString("status", deployment.Succeeded ? "success" : "failed");
                json.WriteString("short_sha", deployment.Commit[..8]);
            }

            if (attributes is not null)
            {
                json.WriteStartObject("object_attributes");
                attributes(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new(at, name, buffer.ToArray());
    }
}
