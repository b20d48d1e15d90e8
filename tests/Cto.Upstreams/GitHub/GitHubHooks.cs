using System.Security.Cryptography;
using System.Text.Json;
using Cto.Upstreams.Webhooks;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Delivery;

namespace Cto.Upstreams.GitHub;

/// <summary>What GitHub tells by webhook: changes and reviews, runs, deployments, releases, alerts and who comes and goes, as they happen.</summary>
internal sealed class GitHubHooks(GitHubOrganization acme, GitHubAlerts alerts)
{
    private const string Root = "https://api.github.com";

    private readonly GitHubShapes _shapes = new(acme);

    public IEnumerable<SimulatedWebhook> In(WebhookSpan span) =>
        acme.Repositories.SelectMany(repository => Of(repository, span).Concat(Alerts(repository, span))).Concat(People(span));

    public static IEnumerable<KeyValuePair<string, string>> Sign(SimulatedWebhook webhook, string secret) =>
    [
        new("X-GitHub-Event", webhook.Event),
        new("X-GitHub-Delivery", new Guid(SHA256.HashData(webhook.Body.Span).AsSpan(0, 16)).ToString()),
        new("X-Hub-Signature-256", $"sha256={WebhookHash.HexSha256(secret, webhook.Body.Span)}"),
    ];

    private IEnumerable<SimulatedWebhook> Of(Repository repository, WebhookSpan span)
    {
        var life = acme.Company.Delivery.Of(repository);
        foreach (var pull in life.PullRequests.Where(pull => pull.CreatedAt <= span.Until && pull.ClosedAt > span.From))
        {
            if (span.Has(pull.CreatedAt))
            {
                yield return Hook("pull_request", "opened", pull.CreatedAt, repository, json => Pull(json, pull, pull.CreatedAt));
            }

            foreach (var review in pull.Reviews.Where(review => span.Has(review.At)))
            {
                yield return Hook("pull_request_review", "submitted", review.At, repository, json =>
                {
                    Pull(json, pull, review.At);
                    json.WritePropertyName("review");
                    GitHubPulls.Write(json, pull, review, Root);
                });
            }

            if (span.Has(pull.ClosedAt))
            {
                yield return Hook("pull_request", "closed", pull.ClosedAt, repository, json => Pull(json, pull, pull.ClosedAt));
            }
        }

        if (GitHubOrganization.RunsHere(repository))
        {
            foreach (var hook in Machines(life, span))
            {
                yield return hook;
            }
        }

        foreach (var release in life.Releases.Where(release => span.Has(release.PublishedAt)))
        {
            yield return Hook("release", "published", release.PublishedAt, repository, json =>
            {
                json.WritePropertyName("release");
                GitHubDeployments.Write(json, release);
            });
        }
    }

    private IEnumerable<SimulatedWebhook> Machines(RepositoryLife life, WebhookSpan span)
    {
        foreach (var deployment in life.Deployments)
        {
            foreach (var (at, ended) in ((DateTimeOffset, bool)[])[(deployment.StartedAt, false), (deployment.FinishedAt, true)])
            {
                if (span.Has(at))
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

        foreach (var run in life.Runs.Where(run => span.Has(run.FinishedAt)))
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

    private IEnumerable<SimulatedWebhook> Alerts(Repository repository, WebhookSpan span)
    {
        return
        [
            .. alerts.Dependabot(repository, span.Until).SelectMany(alert => Told(
                "dependabot_alert", Turns(alert.Finding.FoundAt, alert.Finding.FixedAt, alert.Finding.IgnoredAt, "dismissed"), (json, seen) => alerts.Write(json, alert.Number, alert.Finding, seen))),
            .. alerts.Code(repository, span.Until).SelectMany(finding => Told(
                "code_scanning_alert", Turns(finding.FoundAt, finding.FixedAt, finding.DismissedAt, "closed_by_user"), (json, seen) => alerts.Write(json, finding, seen))),
        ];

        IEnumerable<SimulatedWebhook> Told(string name, IEnumerable<(DateTimeOffset At, string Action)> turns, Action<Utf8JsonWriter, GitHubView> write) =>
            turns.Where(turn => span.Has(turn.At)).Select(turn => Hook(name, turn.Action, turn.At, repository, json =>
            {
                json.WritePropertyName("alert");
                write(json, new(Root, turn.At));
            }));
    }

    private IEnumerable<SimulatedWebhook> People(WebhookSpan span)
    {
        foreach (var person in acme.Company.People)
        {
            foreach (var (at, action) in ((DateTimeOffset?, string)[])[(person.JoinedAt, "member_added"), (person.LeftAt, "member_removed")])
            {
                if (at is { } instant && span.Has(instant))
                {
                    yield return SimulatedWebhook.Of(instant, "organization", json =>
                    {
                        json.WriteString("action", action);
                        json.WriteStartObject("membership");
                        json.WriteString("role", GitHubOrganization.IsOwner(person) ? "admin" : "member");
                        json.WriteString("state", "active");
                        GitHubShapes.User(json, "user", person);
                        json.WriteEndObject();
                        Organization(json);
                    });
                }
            }
        }
    }

    // What is dismissed and then fixed is told as both.
    private static IEnumerable<(DateTimeOffset At, string Action)> Turns(DateTimeOffset found, DateTimeOffset? ended, DateTimeOffset? dismissed, string dismissal)
    {
        yield return (found, "created");
        if (dismissed is { } said && !(ended <= said))
        {
            yield return (said, dismissal);
        }

        if (ended is { } at)
        {
            yield return (at, "fixed");
        }
    }

    private SimulatedWebhook Hook(string name, string action, DateTimeOffset at, Repository repository, Action<Utf8JsonWriter> write) => SimulatedWebhook.Of(at, name, json =>
    {
        json.WriteString("action", action);
        write(json);
        _shapes.Repository(json, "repository", repository, new(Root, at));
        Organization(json);
    });

    private static void Organization(Utf8JsonWriter json) => GitHubShapes.User(json, "organization", 41_000_001, Company.Login, "Organization");
}
