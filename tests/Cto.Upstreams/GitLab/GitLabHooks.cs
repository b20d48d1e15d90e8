using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitLab;

/// <summary>What GitLab tells by webhook: merge requests and what is said of them, pipelines, deployments and releases, as they happen.</summary>
internal sealed class GitLabHooks(GitLabGroup mobile)
{
    public IEnumerable<SimulatedWebhook> In(WebhookSpan span) => mobile.Projects.SelectMany(project => Of(project, span));

    private IEnumerable<SimulatedWebhook> Of(Repository project, WebhookSpan span)
    {
        var life = mobile.Company.Delivery.Of(project);
        return life.PullRequests.SelectMany(pull => Changes(pull, span)).Concat(Machines(life, span));
    }

    private static IEnumerable<SimulatedWebhook> Changes(PullRequest pull, WebhookSpan span)
    {
        foreach (var (at, action) in ((DateTimeOffset, string)[])[(pull.CreatedAt, "open"), (pull.ClosedAt, pull.MergedAt is null ? "close" : "merge")])
        {
            if (span.Has(at))
            {
                yield return Change(at, action);
            }
        }

        foreach (var review in pull.Reviews.Where(review => span.Has(review.At)))
        {
            yield return review.Verdict is Verdict.Approved
                ? Change(review.At, "approved")
                : Hook("Note Hook", "note", review.At, pull.Repository, json =>
                {
                    Attributes(json, () =>
                    {
                        json.WriteNumber("id", (pull.Id * 10) + review.Place);
                        json.WriteString("note", "Could this be simpler?");
                        json.WriteString("noteable_type", "MergeRequest");
                        json.WriteString("action", "create");
                    });
                    json.WriteStartObject("merge_request");
                    MergeRequest(json, pull, null);
                    json.WriteEndObject();
                });
        }

        SimulatedWebhook Change(DateTimeOffset at, string action) =>
            Hook("Merge Request Hook", "merge_request", at, pull.Repository, json => Attributes(json, () => MergeRequest(json, pull, action)));
    }

    private static IEnumerable<SimulatedWebhook> Machines(RepositoryLife life, WebhookSpan span) =>
    [
        .. life.Runs.Where(run => span.Has(run.FinishedAt)).Select(run => Hook("Pipeline Hook", "pipeline", run.FinishedAt, life.Repository, json => Attributes(json, () =>
        {
            json.WriteNumber("id", run.Id);
            json.WriteString("name", run.Name);
            json.WriteString("ref", run.Branch);
            json.WriteString("sha", run.Commit);
            json.WriteString("source", GitLabDelivery.SourceOf(run));
            json.WriteString("status", GitLabDelivery.StatusOf(run, run.FinishedAt));
            json.WriteString("created_at", Text(run.CreatedAt));
            json.WriteString("finished_at", Text(run.FinishedAt));
        }))),
        .. life.Deployments.Where(deployment => span.Has(deployment.FinishedAt)).Select(deployment => Hook("Deployment Hook", "deployment", deployment.FinishedAt, life.Repository, json =>
        {
            json.WriteNumber("deployment_id", deployment.Id);
            json.WriteString("environment", deployment.Environment);
            json.WriteString("status", deployment.Succeeded ? "success" : "failed");
            json.WriteString("short_sha", deployment.Commit[..8]);
        })),
        .. life.Releases.Where(release => span.Has(release.PublishedAt)).Select(release => Hook("Release Hook", "release", release.PublishedAt, life.Repository, json =>
        {
            json.WriteNumber("id", release.Id);
            json.WriteString("action", "create");
            json.WriteString("tag", release.Tag);
            json.WriteString("released_at", Text(release.PublishedAt));
        })),
    ];

    // Webhooks write times otherwise than the API does.
    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static SimulatedWebhook Hook(string name, string kind, DateTimeOffset at, Repository project, Action<Utf8JsonWriter> write) => SimulatedWebhook.Of(at, name, json =>
    {
        json.WriteString("object_kind", kind);
        json.WriteStartObject("project");
        json.WriteNumber("id", project.Id);
        json.WriteString("path_with_namespace", project.GitLabPath);
        json.WriteString("web_url", GitLabShapes.Web(project));
        json.WriteEndObject();
        write(json);
    });

    private static void Attributes(Utf8JsonWriter json, Action write)
    {
        json.WriteStartObject("object_attributes");
        write();
        json.WriteEndObject();
    }

    private static void MergeRequest(Utf8JsonWriter json, PullRequest pull, string? action)
    {
        json.WriteNumber("id", pull.Id);
        json.WriteNumber("iid", pull.Number);
        json.WriteString("title", pull.Title);
        if (action is not null)
        {
            json.WriteString("action", action);
        }
    }
}
