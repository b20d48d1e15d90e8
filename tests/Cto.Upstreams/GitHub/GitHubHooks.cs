using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>What GitHub tells by webhook: changes and reviews, runs, deployments and releases, as they happen.</summary>
internal sealed class GitHubHooks(GitHubOrganization acme)
{
    private const string Root = "https://api.github.com";

    private readonly GitHubShapes _shapes = new(acme);

    /// <summary>Of (from, until], in order.</summary>
    public IEnumerable<SimulatedWebhook> Between(DateTimeOffset from, DateTimeOffset until) =>
        acme.Repositories.SelectMany(repository => Of(repository, from, until)).OrderBy(hook => hook.At);

    public static IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret) =>
    [
        new("X-GitHub-Event", webhook.Event),
        new("X-GitHub-Delivery", new Guid(SHA256.HashData(webhook.Body.Span).AsSpan(0, 16)).ToString()),
        new("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), webhook.Body.Span))}"),
    ];

    private IEnumerable<SimulatedWebhook> Of(Repository repository, DateTimeOffset from, DateTimeOffset until)
    {
        var life = acme.Company.Delivery.Of(repository);
        bool Happens(DateTimeOffset at) => at > from && at <= until;
        foreach (var pull in life.PullRequests.Where(pull => pull.CreatedAt <= until && pull.ClosedAt > from))
        {
            if (Happens(pull.CreatedAt))
            {
                yield return Hook("pull_request", "opened", pull.CreatedAt, repository, json => Pull(json, pull, pull.CreatedAt));
            }

            foreach (var review in pull.Reviews.Where(review => Happens(review.At)))
            {
                yield return Hook("pull_request_review", "submitted", review.At, repository, json =>
                {
                    Pull(json, pull, review.At);
                    json.WritePropertyName("review");
                    GitHubPulls.Write(json, pull, review, Root);
                });
            }

            if (Happens(pull.ClosedAt))
            {
                yield return Hook("pull_request", "closed", pull.ClosedAt, repository, json => Pull(json, pull, pull.ClosedAt));
            }
        }

        if (GitHubOrganization.RunsHere(repository))
        {
            foreach (var hook in Machines(life, Happens))
            {
                yield return hook;
            }
        }

        foreach (var release in life.Releases.Where(release => Happens(release.PublishedAt)))
        {
            yield return Hook("release", "published", release.PublishedAt, repository, json =>
            {
                json.WritePropertyName("release");
                GitHubDeployments.Write(json, release);
            });
        }
    }

    private IEnumerable<SimulatedWebhook> Machines(RepositoryLife life, Func<DateTimeOffset, bool> happens)
    {
        foreach (var deployment in life.Deployments)
        {
            foreach (var (at, ended) in ((DateTimeOffset, bool)[])[(deployment.StartedAt, false), (deployment.FinishedAt, true)])
            {
                if (happens(at))
                {
                    yield return Hook("deployment_status", "created", at, life.Repository, json =>
                    {
                        json.WritePropertyName("deployment");
                        GitHubDeployments.Write(json, deployment, new(Root, at));
                        json.WritePropertyName("deployment_status");
                        GitHubDeployments.WriteStatus(json, deployment, ended, new(Root, at));
                    });
                }
            }
        }

        foreach (var run in life.Runs.Where(run => happens(run.FinishedAt)))
        {
            yield return Hook("workflow_run", "completed", run.FinishedAt, life.Repository, json =>
            {
                json.WritePropertyName("workflow_run");
                new GitHubRuns(acme, _shapes).Write(json, run, new(Root, run.FinishedAt));
            });
        }
    }

    private void Pull(Utf8JsonWriter json, PullRequest pull, DateTimeOffset at)
    {
        json.WritePropertyName("pull_request");
        new GitHubPulls(acme, _shapes).Write(json, pull, new(Root, at), detailed: true);
    }

    private SimulatedWebhook Hook(string name, string action, DateTimeOffset at, Repository repository, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("action", action);
            write(json);
            _shapes.Repository(json, "repository", repository, new(Root, at));
            GitHubShapes.User(json, "organization", 41_000_001, Company.Login, "Organization");
            json.WriteEndObject();
        }

        return new(at, name, buffer.ToArray());
    }
}
