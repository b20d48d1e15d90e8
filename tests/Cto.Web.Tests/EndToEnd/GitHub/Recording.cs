using System.Globalization;
using System.Text.Json.Nodes;
using Cto.Testing;

namespace Cto.Web.Tests.EndToEnd.GitHub;

/// <summary>What was recorded of a real repository on GitHub, and a stub that serves it as GitHub would.</summary>
internal sealed class Recording
{
    public const string Repository = "panjf2000/ants";

    private const string Path = $"/repos/{Repository}";

    private Recording(IReadOnlyList<JsonNode> pulls, ILookup<int, JsonNode> reviews, IReadOnlyDictionary<string, JsonNode> commits, IReadOnlyList<JsonNode> runs)
    {
        Pulls = pulls;
        Reviews = reviews;
        Runs = runs;
        Commits = pulls.ToDictionary(Number, IReadOnlyList<JsonNode> (pull) => CommitsOf(pull, commits));
        Releases = ReleasesOf(pulls);
    }

    public IReadOnlyList<JsonNode> Pulls { get; }

    /// <summary>By the number of the pull request.</summary>
    public ILookup<int, JsonNode> Reviews { get; }

    /// <summary>By the number of the pull request; none where they were not recorded.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<JsonNode>> Commits { get; }

    public IReadOnlyList<JsonNode> Runs { get; }

    /// <summary>No release was recorded: now and then a merged pull request is released three hours later, from its real merge commit.</summary>
    public IReadOnlyList<JsonNode> Releases { get; }

    /// <summary>Reads it, or skips the test where the recordings are not.</summary>
    public static Recording Open()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        return new(
            Lines("pulls", "id"),
            Lines("pull_reviews", "id").ToLookup(review => int.Parse(((string)review["pull_request_url"]!).Split('/')[^1], CultureInfo.InvariantCulture)),
            Lines("pull_commits", "sha").ToDictionary(commit => (string)commit["sha"]!),
            Lines("workflow_runs", "id"));
    }

    /// <summary>Plays GitHub with this repository in it, in short pages.</summary>
    public async Task<StubGitHub> ServeAsync()
    {
        var github = await StubGitHub.StartAsync();
        github.LongestPage = 7;
        github.Document(Path, Pulls[0]["base"]!["repo"]!.DeepClone());
        github.List($"{Path}/pulls", () => Pulls);
        github.List($"{Path}/actions/runs", () => Runs.OrderByDescending(run => (string)run["created_at"]!, StringComparer.Ordinal).ThenByDescending(run => (long)run["id"]!));
        github.List($"{Path}/deployments", () => []);
        github.List($"{Path}/releases", () => Releases.Reverse());
        foreach (var pull in Pulls)
        {
            github.Document($"{Path}/pulls/{Number(pull)}", pull.DeepClone());
            github.List($"{Path}/pulls/{Number(pull)}/reviews", () => Reviews[Number(pull)]);
            github.List($"{Path}/pulls/{Number(pull)}/commits", () => Commits[Number(pull)]);
        }

        foreach (var (earlier, later) in Releases.Zip(Releases.Skip(1)))
        {
            var added = Between(earlier, later).Select(pull => new JsonObject { ["sha"] = (string)pull["merge_commit_sha"]! }).ToArray<JsonNode>();
            github.Document(
                $"{Path}/compare/{earlier["target_commitish"]}...{later["target_commitish"]}", new JsonObject { ["total_commits"] = added.Length, ["commits"] = new JsonArray(added) });
        }

        return github;
    }

    /// <summary>What reached the main line after one release, up to the other.</summary>
    public IEnumerable<JsonNode> Between(JsonNode? earlier, JsonNode later) =>
        OnMain(Pulls).Where(pull => Order(pull) <= Order(Released(later)) && (earlier is null || Order(pull) > Order(Released(earlier))));

    public static int Number(JsonNode pull) => (int)pull["number"]!;

    /// <returns><see langword="null"/> where the field is absent or null.</returns>
    public static DateTimeOffset? At(JsonNode node, string field) => (string?)node[field] is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private JsonNode Released(JsonNode release) => Pulls.Single(pull => (string?)pull["merge_commit_sha"] == (string?)release["target_commitish"]);

    private static DateTimeOffset Order(JsonNode pull) => At(pull, "merged_at")!.Value;

    private static IEnumerable<JsonNode> OnMain(IEnumerable<JsonNode> pulls) =>
        pulls.Where(pull => pull["merged_at"] is not null && (string)pull["base"]!["ref"]! == "master").OrderBy(Order);

    private static JsonNode[] ReleasesOf(IReadOnlyList<JsonNode> pulls)
    {
        var merged = OnMain(pulls).ToArray();
        return [.. new[] { 2, 6, 9, 13 }.Select((index, number) => (JsonNode)new JsonObject
        {
            ["id"] = 9000 + number,
            ["tag_name"] = $"v1.{number}.0",
            ["target_commitish"] = (string)merged[index]["merge_commit_sha"]!,
            ["html_url"] = $"https://github.com/{Repository}/releases/tag/v1.{number}.0",
            ["created_at"] = (string)merged[index]["merged_at"]!,
            ["published_at"] = At(merged[index], "merged_at")!.Value.AddHours(3).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["draft"] = false,
            ["prerelease"] = false,
            ["author"] = new JsonObject { ["login"] = "panjf2000", ["type"] = "User" },
        })];
    }

    // A branch's commits reach from its head down to where it left the main line; the recording does not say whose they are.
    private static List<JsonNode> CommitsOf(JsonNode pull, IReadOnlyDictionary<string, JsonNode> commits)
    {
        var found = new List<JsonNode>();
        var (next, end) = ((string?)pull["head"]!["sha"], (string?)pull["base"]!["sha"]);
        while (next is not null && next != end && commits.TryGetValue(next, out var commit))
        {
            found.Insert(0, commit);
            next = (string?)commit["parents"]![0]?["sha"];
        }

        return found;
    }

    // The recordings repeat their first record.
    private static IReadOnlyList<JsonNode> Lines(string file, string id) =>
        [.. File.ReadLines(Specs.Path("recorded", "github", $"{file}.jsonl")).Select(line => JsonNode.Parse(line)!).DistinctBy(node => node[id]!.ToJsonString())];
}
