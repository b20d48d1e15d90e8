using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.GitLab;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Testing;

namespace Cto.Connectors.Tests.GitLab;

/// <summary>Every payload that was ever recorded of GitLab is read: into facts, or by name not, for a reason.</summary>
public sealed class GitLabRecordedTests
{
    private static readonly GitLabKeys Keys = new(new("https://gitlab.com/"));
    private static readonly GitLabProject Project = new() { Id = 44, Path = "vdev.co", PathWithNamespace = "merico-dev/ee/vdev.co", WebUrl = "https://gitlab.com/merico-dev/ee/vdev.co" };

    private static readonly Dictionary<string, Func<string, object?>> Read = new()
    {
        ["merge_requests"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabMergeRequest)!.ToFact(Keys, "a/b"),
        ["goclient_get_merge_request"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabMergeRequest)!.ToFact(Keys, "a/b"),
        ["goclient_get_merge_requests"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabMergeRequest)!.ToFact(Keys, "a/b"),
        ["merge_request_commits"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabCommit)!.AuthoredDate,
        ["goclient_get_commit"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabCommit)!.Id,
        ["pipelines"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabPipeline)!.ToFact(Keys, "a/b"),
        ["pipeline_details"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabPipeline)!.ToFact(Keys, "a/b"),
        ["deployments"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabDeployment)!.ToFact(Keys, Project),
        ["notes"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabNote)!.CreatedAt,
        ["goclient_get_user"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabUser)!.Username,
        ["users"] = line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabUser)!.Username,
    };

    private static readonly Dictionary<string, string> NotKept = new()
    {
        ["issues"] = "tickets come from the planning tools",
        ["jobs"] = "pipelines are kept by run",
    };

    [Fact]
    public void Every_recorded_list_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var file in Directory.GetFiles(Specs.Path("recorded", "gitlab"), "*.jsonl"))
        {
            var kind = Path.GetFileNameWithoutExtension(file);
            Assert.True(NotKept.ContainsKey(kind) || Read.ContainsKey(kind), $"{kind} is new: read it, or say why not.");
            // A deployment that was cancelled never ran.
            Assert.All(File.ReadLines(file).Where(_ => Read.ContainsKey(kind)), line => Assert.True(Read[kind](line) is not null || (string?)JsonNode.Parse(line)!["status"] == "canceled", line));
        }
    }

    [Fact]
    public void Recorded_notes_are_read_as_the_reviews_that_they_are()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var notes = Lines("notes").Select(line => JsonSerializer.Deserialize(line, GitLabJson.Default.GitLabNote)!).ToList();
        var pull = new PullRequest { Key = "k", Repository = "a/b", Number = 1, Title = "", Author = "emilie", CreatedAt = default };

        var reviews = GitLabReviews.Of(notes, Keys, pull);

        Assert.Equal((5, 1, 0), (reviews.Count(review => review.State is ReviewState.Approved), reviews.Count(review => review.State is ReviewState.Dismissed), reviews.Count(review => review.State is ReviewState.ChangesRequested)));
        Assert.DoesNotContain(reviews, review => review.Reviewer == "emilie");
        Assert.NotNull(GitLabReviews.ReadyAt(notes));
    }

    [Fact]
    public void Recorded_merge_requests_have_a_commit_when_and_only_when_they_were_merged()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var pulls = Lines("merge_requests").Select(line => (PullRequest)Read["merge_requests"](line)!).ToList();

        Assert.Equal(18, pulls.Count);
        Assert.All(pulls, pull => Assert.Equal(pull.MergedAt is null, pull.MergeCommit is null));
        Assert.Contains(pulls, pull => pull.MergedAt is not null);
    }

    [Fact]
    public void Deviations_are_survived()
    {
        Assert.Null(JsonSerializer.Deserialize("{}", GitLabJson.Default.GitLabMergeRequest)!.ToFact(Keys, "a/b"));
        Assert.Null(JsonSerializer.Deserialize("{}", GitLabJson.Default.GitLabPipeline)!.ToFact(Keys, "a/b"));
        Assert.Null(JsonSerializer.Deserialize("{}", GitLabJson.Default.GitLabDeployment)!.ToFact(Keys, Project));
        Assert.Null(JsonSerializer.Deserialize("{}", GitLabJson.Default.GitLabRelease)!.ToFact(Keys, Project));
        Assert.False(JsonSerializer.Deserialize("{}", GitLabJson.Default.GitLabMember)!.IsKnown);
    }

    private static IEnumerable<string> Lines(string kind) => File.ReadLines(Specs.Path("recorded", "gitlab", $"{kind}.jsonl"));
}
