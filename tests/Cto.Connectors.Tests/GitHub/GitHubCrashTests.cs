using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.GitHub;
using Cto.Domain;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitHub;

public sealed class GitHubCrashTests
{
    private static readonly JsonSerializerOptions Plain = new();

    [Theory]
    [InlineData(GitHubStreams.PullRequests)]
    [InlineData(GitHubStreams.PullRequestDetails)]
    [InlineData(GitHubStreams.Deployments)]
    [InlineData(GitHubStreams.WorkflowRuns)]
    [InlineData(GitHubStreams.Releases)]
    public async Task Killed_twenty_times_a_source_knows_what_it_would_have_known(string stream)
    {
        await using var github = await StubGitHub.StartAsync("shop", "web", "api");
        foreach (var name in (string[])["shop", "web", "api"])
        {
            Fill(github, name);
        }

        var source = github.Source();
        var undisturbed = new Dictionary<string, JsonObject>();
        await using (var services = Connectors.Start())
        {
            var (pages, fault) = await services.Connector("github").PagesAsync(source, stream);
            Assert.Null(fault);
            Write(undisturbed, pages.Facts());
        }

        var (killed, cursor, kills) = (new Dictionary<string, JsonObject>(), (string?)null, 0);
        for (var finished = false; !finished;)
        {
            // One process: it dies after one or two commits, twenty times, with the next request under way.
            await using var services = Connectors.Start();
            var left = kills < 20 ? 1 + (kills % 2) : int.MaxValue;
            finished = true;
            await foreach (var page in services.Connector("github").PullAsync(source, stream, cursor, TestContext.Current.CancellationToken))
            {
                Write(killed, page.Facts);
                cursor = page.Cursor ?? cursor;
                if (--left == 0)
                {
                    kills++;
                    finished = false;
                    break;
                }
            }
        }

        Assert.InRange(kills, 3, 20);
        Assert.Equal(undisturbed.Keys.Order(), killed.Keys.Order());
        Assert.All(undisturbed, fact => Assert.Equal(fact.Value.ToJsonString(), killed[fact.Key].ToJsonString()));
    }

    // As the store does: what is unknown erases nothing.
    private static void Write(Dictionary<string, JsonObject> facts, IEnumerable<Fact> written)
    {
        foreach (var fact in written)
        {
            var row = facts.TryGetValue(fact.Key, out var known) ? known : facts[fact.Key] = [];
            foreach (var (name, value) in JsonSerializer.SerializeToNode(fact, fact.GetType(), Plain)!.AsObject().Where(field => field.Value is not null || !row.ContainsKey(field.Key)))
            {
                row[name] = value?.DeepClone();
            }
        }
    }

    private static void Fill(StubGitHub github, string name)
    {
        const int Count = 130;
        var path = $"/repos/acme/{name}";
        var ids = Enumerable.Range(1, Count).Reverse().ToList();
        var offset = github.Repositories.FindIndex(repository => (string)repository["name"]! == name) * 1000;
        github.List($"{path}/pulls", [.. ids.Select(id => With(StubGitHub.Pull(id, 1000 + id, merged: id), offset))]);
        github.List($"{path}/deployments", [.. ids.Select(id => Item(id + offset, id, new { sha = Sha(id), environment = "production" }))]);
        github.List($"{path}/releases", [.. ids.Select(id => Item(id + offset, id, new { tag_name = $"v{id}", published_at = StubGitHub.At(id) }))]);
        github.List($"{path}/actions/runs", [.. ids.Select(id => Item(id + offset, id, new { name = "CI", conclusion = "success" }))]);
        foreach (var id in ids)
        {
            github.Document($"{path}/pulls/{id}", With(StubGitHub.Pull(id, 1000 + id, merged: id), offset, additions: id));
            github.List($"{path}/pulls/{id}/reviews", new { id = id + offset, state = "APPROVED", submitted_at = StubGitHub.At(id) });
            github.List($"{path}/pulls/{id}/commits", new { sha = Sha(id), commit = new { author = new { date = StubGitHub.At(id - 1) } } });
            github.List($"{path}/deployments/{id + offset}/statuses", new { state = "success", created_at = StubGitHub.At(id) });
            github.Document($"{path}/compare/{Sha(id - 1)}...{Sha(id)}", new { total_commits = 1, commits = new[] { new { sha = Sha(id) } } });
        }
    }

    private static JsonObject With(JsonObject pull, int offset, int? additions = null)
    {
        pull["id"] = (long)pull["id"]! + offset;
        pull["additions"] = additions;
        return pull;
    }

    private static JsonObject Item(int id, int minute, object rest)
    {
        var item = StubGitHub.Node(rest);
        (item["id"], item["created_at"], item["updated_at"]) = (id, StubGitHub.At(minute), StubGitHub.At(minute));
        return item;
    }

    private static string Sha(int id) => $"{id:x40}";
}
