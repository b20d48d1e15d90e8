using System.Text.Json.Nodes;
using Cto.Domain.Delivery;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>Deployments of a shop as a stub of GitHub shows them.</summary>
internal static class GitHubDeploymentSample
{
    public static int Id(Deployment deployment) => int.Parse(deployment.Key.Split('/')[^1], null);

    public static string Sha(int id) => $"{id:x40}";

    public static void Deployments(StubGitHub github, params object[] deployments) => github.List("/repos/acme/shop/deployments", deployments);

    public static JsonObject Deployed(int id, int minute, string environment = "production") => StubGitHub.Node(new
    {
        id, sha = Sha(id), @ref = "main", environment, creator = (object?)null, created_at = StubGitHub.At(minute), updated_at = StubGitHub.At(minute),
    });

    public static void Succeed(StubGitHub github, params int[] ids)
    {
        foreach (var id in ids)
        {
            Statuses(github, id, ("success", (id * 10) + 2));
        }
    }

    public static void Statuses(StubGitHub github, int id, params (string State, int Minute)[] statuses) => github.List(
        $"/repos/acme/shop/deployments/{id}/statuses", [.. statuses.Reverse().Select(status => StubGitHub.Node(new { state = status.State, created_at = StubGitHub.At(status.Minute) }))]);

    public static void Compare(StubGitHub github, int from, int to, params string[] commits) => github.Document(
        $"/repos/acme/shop/compare/{Sha(from)}...{Sha(to)}", new { status = "ahead", total_commits = commits.Length, commits = commits.Select(sha => new { sha }) });

    public static JsonObject Run(int id, string name, string conclusion) => StubGitHub.Node(new
    {
        id, name, path = ".github/workflows/ci.yml", head_branch = "main", head_sha = Sha(id), @event = "push", status = "completed", conclusion,
        created_at = StubGitHub.At(id), run_started_at = StubGitHub.At(id), updated_at = StubGitHub.At(id + 1),
    });
}
