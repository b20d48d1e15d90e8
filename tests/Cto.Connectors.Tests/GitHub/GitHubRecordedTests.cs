using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitHub;

/// <summary>Every payload that was ever recorded of GitHub is read: into facts, or by name not, for a reason.</summary>
public sealed class GitHubRecordedTests
{
    private static readonly GitHubKeys Keys = new(new("https://api.github.com/"));
    private static readonly GitHubRepository Ants = new() { Id = 1, Name = "ants", FullName = "panjf2000/ants", HtmlUrl = "https://github.com/panjf2000/ants" };

    private static readonly Dictionary<string, Func<string, Fact?>> Lists = new()
    {
        ["pulls"] = Of(GitHubJson.Default.GitHubPullRequest, pull => pull.ToFact(Keys, "panjf2000/ants")),
        ["pull_reviews"] = Of(GitHubJson.Default.GitHubReview, review => review.ToFact(Keys, "panjf2000/ants", "github:pull/1")),
        ["workflow_runs"] = Of(GitHubJson.Default.GitHubWorkflowRun, run => run.ToFact(Keys, "panjf2000/ants")),
    };

    private static readonly Dictionary<string, string> NotKept = new()
    {
        ["issues"] = "tickets come from the planning tools",
        ["issue_events"] = "no insight asks for them",
        ["pull_review_comments"] = "one review is one submission; its comments count nothing",
        ["workflow_jobs"] = "pipelines are kept by run",
        ["users"] = "people are joined by login and e-mail of the facts",
        ["user_orgs"] = "people are joined by login and e-mail of the facts",
    };

    [Fact]
    public void Every_recorded_list_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var file in Directory.GetFiles(Specs.Path("recorded", "github"), "*.jsonl"))
        {
            var kind = Path.GetFileNameWithoutExtension(file);
            if (kind == "pull_commits")
            {
                Assert.All(File.ReadLines(file), line => Assert.NotNull(JsonSerializer.Deserialize(line, GitHubJson.Default.GitHubCommit)!.Commit!.Author!.Date));
                continue;
            }

            Assert.True(NotKept.ContainsKey(kind) || Lists.ContainsKey(kind), $"{kind} is new: read it, or say why not.");
            if (Lists.TryGetValue(kind, out var read))
            {
                Assert.All(File.ReadLines(file), line => Assert.NotNull(read(line)));
            }
        }
    }

    [Fact]
    public void Recorded_pull_requests_say_what_they_say()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var pulls = Lines("github", "pulls.jsonl").Select(line => (PullRequest)Lists["pulls"](line)!).ToList();
        var raw = Lines("github", "pulls.jsonl").Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(31, pulls.Count);
        Assert.Equal(raw.Select(pull => (long)pull["id"]!).Distinct().Count(), pulls.Select(pull => pull.Key).Distinct().Count());
        Assert.Equal(raw.Count(pull => pull["merged_at"] is not null), pulls.Count(pull => pull.MergeCommit is not null));
        Assert.InRange(pulls.Count(pull => pull.MergeCommit is null), 1, 30);
        Assert.All(pulls.Where(pull => pull.MergedAt is not null), pull => Assert.InRange(pull.MergedAt!.Value, pull.CreatedAt, pull.ClosedAt!.Value));
    }

    [Fact]
    public void Recorded_runs_end_only_when_GitHub_says_so()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var runs = Lines("github", "workflow_runs.jsonl").Select(line => (PipelineRun)Lists["workflow_runs"](line)!).ToList();
        var concluded = Lines("github", "workflow_runs.jsonl").Count(line => !string.IsNullOrEmpty((string?)JsonNode.Parse(line)!["conclusion"]));

        Assert.Equal((35, concluded), (runs.Count, runs.Count(run => run.Result is not null)));
        Assert.Equal(new HashSet<PipelineResult?> { PipelineResult.Success, PipelineResult.Failure, PipelineResult.Cancelled, PipelineResult.Skipped, null }, runs.Select(run => run.Result).ToHashSet());
        Assert.All(runs, run => Assert.Equal(run.Result is null, run.FinishedAt is null));
    }

    [Fact]
    public async Task Every_recorded_webhook_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        await using var services = Connectors.Start();
        var receiver = services.Connector("github").Webhooks!;
        var kinds = new Dictionary<string, HashSet<string>>();
        foreach (var file in Directory.GetFiles(Specs.Path("recorded", "github-webhooks"), "*.jsonl"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            foreach (var line in File.ReadLines(file))
            {
                var payload = JsonNode.Parse(line)!;
                var source = GitHubWebhookTests.Source((string?)payload["repository"]?["full_name"], name == "organization" ? (string?)payload["organization"]!["login"] : null);
                var outcome = receiver.Receive(source, GitHubWebhookTests.Delivery(name, line));

                Assert.NotEqual(WebhookVerdict.Rejected, outcome.Verdict);
                // Who is invited is no member yet, and an organisation's new name stands in the settings.
                Assert.Equal(
                    GitHubWebhooks.Events.Contains(name) && (string?)payload["action"] is not ("member_invited" or "renamed") || name == "repository",
                    outcome.Verdict == WebhookVerdict.Accepted);
                Assert.Equal(outcome.Verdict == WebhookVerdict.Ignored, outcome.Reason is not null);
                (kinds.TryGetValue(name, out var seen) ? seen : kinds[name] = []).UnionWith(outcome.Facts.Select(FactKinds.Of));
            }
        }

        Assert.Equal([FactKinds.PullRequest], kinds["pull_request"]);
        Assert.Equal([FactKinds.PullRequest, FactKinds.Review], kinds["pull_request_review"].Order());
        Assert.Equal([FactKinds.Deployment], kinds["deployment"]);
        Assert.Equal([FactKinds.Deployment], kinds["deployment_status"]);
        Assert.Equal([FactKinds.PipelineRun], kinds["workflow_run"]);
        Assert.Equal([FactKinds.Release], kinds["release"]);
        Assert.Equal([FactKinds.Vulnerability], kinds["dependabot_alert"]);
        Assert.Equal([FactKinds.CodeAlert], kinds["code_scanning_alert"]);
        Assert.Equal([FactKinds.Account], kinds["organization"]);
        Assert.Equal([FactKinds.Repository], kinds["repository"]);
        Assert.All(kinds.Where(kind => !GitHubWebhooks.Events.Contains(kind.Key)), kind => Assert.Empty(kind.Value));
    }

    [Fact]
    public void Every_recorded_exchange_of_octokit_is_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var (repositories, errors, limits, pages) = (0, 0, 0, 0);
        foreach (var line in Directory.GetFiles(Specs.Path("recorded", "github-octokit-fixtures"), "*.jsonl").SelectMany(File.ReadLines))
        {
            var exchange = JsonNode.Parse(line)!;
            using var response = new HttpResponseMessage((System.Net.HttpStatusCode)(int)exchange["status"]!) { RequestMessage = new(HttpMethod.Get, $"https://api.github.com{exchange["path"]}") };
            foreach (var (name, value) in exchange["headers"]!.AsObject())
            {
                response.Headers.TryAddWithoutValidation(name, value!.ToString());
            }

            var body = exchange["response"] is JsonObject or JsonArray ? exchange["response"]!.ToJsonString() : (string?)exchange["response"] ?? "";
            limits += RateLimits.Read(response.Headers, TimeProvider.System.GetUtcNow()) is not null ? 1 : 0;
            pages += Paging.Link(response.Headers, "next") is { } next && next.StartsWith("https://api.github.com/", StringComparison.Ordinal) ? 1 : 0;
            var dialect = new GitHubDialect(new("https://api.github.com/"), GitHubCredentials.Of(null, new("https://api.github.com/"), null!));
            if (exchange["response"] is JsonObject answer && answer.ContainsKey("full_name"))
            {
                var repository = JsonSerializer.Deserialize(body, GitHubJson.Default.GitHubRepository)!;
                Assert.StartsWith(repository.Owner, repository.ToService(Keys).Repositories![0], StringComparison.Ordinal);
                repositories++;
            }
            else if ((int)exchange["status"]! >= 400)
            {
                Assert.NotNull(dialect.Words(body));
                Assert.Null(dialect.Explain(response, body, TimeProvider.System.GetUtcNow()));
                errors++;
            }
        }

        Assert.Equal((4, 3, 4, 67), (repositories, errors, pages, limits));
    }

    [Fact]
    public void Deviations_are_survived()
    {
        var pull = JsonSerializer.Deserialize(
            """{"id":9007199254740993,"number":1,"title":null,"user":null,"head":{"ref":"x","repo":null},"base":null,"labels":[null,{}],"additions":1e30,"deletions":"many","created_at":"2024-02-30T99:99:99Z","draft":null}""",
            GitHubJson.Default.GitHubPullRequest)!;
        Assert.Null(pull.ToFact(Keys, "a/b"));

        pull.CreatedAt = DateTimeOffset.UnixEpoch;
        var fact = pull.ToFact(Keys, "a/b")!;
        Assert.Equal(("github:pull/9007199254740993", "", null, null, null), (fact.Key, fact.Title, fact.Author, fact.Additions, fact.Deletions));
        Assert.Empty(fact.Labels!);
        Assert.Null(JsonSerializer.Deserialize("{}", GitHubJson.Default.GitHubReview)!.ToFact(Keys, "a/b", "k"));
        Assert.Null(JsonSerializer.Deserialize("{}", GitHubJson.Default.GitHubWorkflowRun)!.ToFact(Keys, "a/b"));
        Assert.Null(JsonSerializer.Deserialize("{}", GitHubJson.Default.GitHubRelease)!.ToFact(Keys, "a/b"));
        Assert.Null(JsonSerializer.Deserialize("{}", GitHubJson.Default.GitHubDeployment)!.ToFact(Keys, Ants, []));
    }

    private static IEnumerable<string> Lines(params string[] parts) => File.ReadLines(Specs.Path(["recorded", .. parts]));

    private static Func<string, Fact?> Of<T>(JsonTypeInfo<T> type, Func<T, Fact?> read) => line => read(JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(line), type)!);
}
